import { performance } from 'node:perf_hooks';
import type { ErrorCode, ProviderName } from '@app/core';
import { Caller } from './caller.js';
import type { RequestOutcome } from './request.outcome.js';
import type { RequestTrace } from './request.trace.js';

/** The savings of a hit. Money is in US dollars. */
export interface Savings {
  readonly provider: ProviderName;
  /** From a closed list. */
  readonly model: string;
  readonly tokens: number;
  readonly usd: number;
}

/** The facts about one request so far. The request observer turns them into one log line and the metrics. */
export class Observation {
  readonly caller = new Caller();
  authMs = 0;
  /** The decision of the handler. Absent when no handler was reached, or when it had nothing to decide. */
  outcome?: RequestOutcome;
  savings?: Savings;
  /** More fields for the log line. */
  logged?: Readonly<Record<string, unknown>>;
  errorCode?: ErrorCode;
  /** Absent when the request is not traced. */
  trace?: RequestTrace;
  recorded = false;
  private readonly begunAt = performance.now();

  /** Milliseconds since the request arrived. */
  elapsedMs(): number {
    return performance.now() - this.begunAt;
  }
}
