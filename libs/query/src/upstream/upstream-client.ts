import type { Answer, UpstreamOutcome } from '@app/core';
import type { FallbackModel } from '@app/llm';
import type { FlightEnd } from '../flights/flight-event.js';
import type { FlightControl } from '../flights/flight.js';
import type { AnswerRequest, Caller, Delivery } from '../request.js';
import type { AnswerStorage } from './answer-storage.js';

/** The outcome of one call, and how its flight ends with it. */
export interface CallOutcome {
  readonly outcome: UpstreamOutcome;
  /** Absent when the call failed or brought nothing that we can read as an answer. */
  readonly answer?: Answer;
  readonly end: FlightEnd;
  /** The model that answered, when it is not the one that was asked for. It is the one that is counted and paid. */
  readonly fallback?: FallbackModel;
}

/** Asks a provider for the answer to one kind of request. */
export interface UpstreamClient<Request extends AnswerRequest> {
  /** About how many tokens the prompt has; for calls whose provider does not say. */
  promptTokens(request: Request): number;
  /**
   * Makes the call, shows its progress to the flight and hands a complete answer to `storage`. Rejects with the error of a call that
   * failed.
   */
  send(search: Search<Request>, control: FlightControl, storage: AnswerStorage): Promise<CallOutcome>;
}

/** One search for an answer: the request, its caller, and the client that is asked when nothing is found. */
export interface Search<Request extends AnswerRequest = AnswerRequest> {
  readonly request: Request;
  readonly client: UpstreamClient<Request>;
  readonly caller: Caller;
  readonly delivery: Delivery;
}
