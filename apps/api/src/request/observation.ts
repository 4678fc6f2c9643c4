import { performance } from 'node:perf_hooks';
import type { ErrorCode, ProviderName } from '@app/core';
import { Caller } from './caller.js';
import type { RequestOutcome } from './request.outcome.js';
import type { RequestTrace } from './request.trace.js';

/** What hits saved; money is US dollars. */
export interface Savings {
  readonly provider: ProviderName;
  /** From a closed list. */
  readonly model: string;
  readonly tokens: number;
  readonly usd: number;
}

/** What is known about one request so far; the recorder turns it into one log line and the metrics. */
export class Observation {
  readonly caller = new Caller();
  authMs = 0;
  /** What the handler decided; absent when none was reached or it had nothing to decide. */
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
