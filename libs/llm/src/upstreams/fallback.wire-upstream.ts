import { setTimeout as sleep } from 'node:timers/promises';
import { codeOfStatus } from '../adapters/upstream-statuses.js';
import { retryAfterMs } from '../adapters/retry-after.js';
import { UpstreamError } from '../errors.js';
import type { Deadline } from '../llm-provider.port.js';
import type { BreakerBoard } from '../resilience/breaker.board.js';
import type { RetryBudget } from '../resilience/retry.budget.js';
import { withModel } from '../wire/model.splice.js';
import {
  WireUpstream,
  type PassedCall,
  type WireCall,
  type WireResponse,
} from '../wire/wire-upstream.port.js';
import { abortable, type AbortableDeadline } from './abortable.deadline.js';
import type { FallbackModel } from './fallback-model.js';

/** The longest pause after a 429 that is waited for. A model that is free now is better than one that is free later. Milliseconds. */
const LONGEST_PAUSE_MS = 2_000;

/** An upstream that can be asked, with its breakers. */
export interface Candidate {
  readonly wire: WireUpstream;
  readonly breakers: BreakerBoard;
  readonly budget: RetryBudget;
}

/** A model that is asked when the one before it failed. */
export interface Substitute extends Candidate, FallbackModel {}

interface Turn {
  readonly call: WireCall;
  readonly candidate: Candidate;
  /** Absent = the model that was asked for. */
  readonly fallback?: FallbackModel;
  readonly deadline: Deadline;
}

/** What a call came to: a response that may be passed on, or a failure after which another model is asked. */
type Outcome =
  | { readonly response: WireResponse; readonly hasFailed: boolean; readonly leg?: AbortableDeadline }
  | { readonly error: unknown };

/**
 * An upstream whose calls go to other models when it fails: after a 5xx, an error of the connection, a time limit of the row, an open
 * breaker, or a 429 that leaves no room to wait. All calls share the request's deadline. Nothing of a failed response is passed on,
 * because only its head was read. Requests on other routes have no fallback.
 */
export class FallbackWireUpstream extends WireUpstream {
  constructor(
    private readonly first: Candidate,
    private readonly others: readonly Substitute[],
  ) {
    super();
  }

  get name(): string {
    return this.first.wire.name;
  }

  pass(call: PassedCall, deadline: Deadline): Promise<WireResponse> {
    return this.first.wire.pass(call, deadline);
  }

  /** When all models fail, the last one's response or error is the result. */
  async send(call: WireCall, deadline: Deadline): Promise<WireResponse> {
    const substitutes = this.substitutes(call, deadline);
    let turn: Turn = { call, candidate: this.first, deadline };
    for (;;) {
      const outcome = await attempt(turn);
      const next = isPassedOver(outcome) && !isOver(deadline) ? substitutes.next().value : undefined;
      if (!next) return resultOf(outcome, turn);
      if ('response' in outcome) outcome.leg?.abort();
      turn = next;
    }
  }

  /** The turns after the first. Each is made when it is due, because its body is a copy. */
  private *substitutes(call: WireCall, deadline: Deadline): Generator<Turn, undefined, void> {
    // A list of models has none to replace.
    if (call.model === undefined || call.isPinned) return undefined;
    for (const other of this.others) {
      const turn = turnOf(other, call, deadline);
      if (turn) yield turn;
    }
    return undefined;
  }
}

/** Undefined = the body is too large for another model to be named in it. */
function turnOf(
  { upstream, model, ...candidate }: Substitute,
  call: WireCall,
  deadline: Deadline,
): Turn | undefined {
  const body = call.body && withModel(call.body, model);
  if (call.body && !body) return undefined;
  return { call: { ...call, model, body }, candidate, fallback: { upstream, model }, deadline };
}

function isPassedOver(outcome: Outcome): boolean {
  return 'error' in outcome ? isUnwell(outcome.error) : outcome.hasFailed;
}

/** Whether the caller has left, or no time is left for another call. */
function isOver(deadline: Deadline): boolean {
  return deadline.signal.aborted || deadline.remainingMs() <= 0;
}

function resultOf(outcome: Outcome, { fallback }: Turn): WireResponse {
  if ('error' in outcome) throw outcome.error;
  return fallback ? { ...outcome.response, fallback } : outcome.response;
}

async function attempt(turn: Turn): Promise<Outcome> {
  const { candidate, call } = turn;
  candidate.budget.earn();
  const outcome = await guarded(turn);
  const pause = 'response' in outcome ? pauseOf(outcome.response, turn.deadline) : undefined;
  if (pause === undefined || call.model === undefined || !candidate.budget.take()) return outcome;
  if ('response' in outcome) outcome.leg?.abort();
  await sleep(pause, undefined, { signal: turn.deadline.signal }).catch(() => undefined);
  return guarded(turn);
}

/** Milliseconds to wait before the same model is asked again; undefined = it has no limit, or none that is worth waiting for. */
function pauseOf({ status, headers }: WireResponse, deadline: Deadline): number | undefined {
  if (status !== 429) return undefined;
  const pause = retryAfterMs(new Headers(headers), Date.now());
  return pause !== undefined && pause <= Math.min(LONGEST_PAUSE_MS, deadline.remainingMs())
    ? pause
    : undefined;
}

/** One call behind the breaker of its model. */
async function guarded({ call, candidate: { wire, breakers }, deadline }: Turn): Promise<Outcome> {
  const verdict = await breakers.for(call.model ?? '').admit();
  if (!verdict) return { error: keepsFailing(wire.name) };
  const leg = abortable(deadline);
  try {
    const response = await wire.send(call, leg);
    if (response.status < 500) verdict.succeeded();
    else verdict.failed(failureOf(response.status));
    return { response, hasFailed: response.status >= 500 || response.status === 429, leg };
  } catch (error) {
    verdict.failed(error);
    return { error };
  }
}

function isUnwell(error: unknown): boolean {
  return error instanceof UpstreamError && error.code !== 'upstream_auth';
}

function keepsFailing(name: string): UpstreamError {
  const detail = `The ${name} API keeps failing for this model and is left alone for a moment. Try again later.`;
  return new UpstreamError('upstream_overloaded', detail, { retryAfterMs: 1_000 });
}

function failureOf(status: number): UpstreamError {
  const detail = `The upstream failed with status ${status}.`;
  return new UpstreamError(codeOfStatus(status), detail, { upstreamIsUnwell: true });
}
