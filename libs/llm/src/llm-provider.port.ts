import type { Answer, ProviderName } from '@app/core';
import type { FallbackModel } from './upstreams/fallback-model.js';

/** A prompt in provider-neutral terms. */
export interface LlmRequest {
  /** The provider's name of the model. */
  readonly model: string;
  readonly system?: string;
  /** The text of the user's one message. */
  readonly prompt: string;
  readonly maxTokens: number;
  /** Absent = not sent. */
  readonly temperature?: number;
}

/** The time limit of a call. */
export interface Deadline {
  /** Aborts when time is up, or when every caller has left. */
  readonly signal: AbortSignal;
  /** Milliseconds until time is up. The value may grow while the call runs. */
  remainingMs(): number;
  /** Called just before a request goes to the provider, once per try. */
  onSend?(): void;
  /** Called before another model is asked than the one of the request, because that one failed. */
  onFallback?(model: FallbackModel): void;
}

/** A piece of a streamed answer. The last event is always the finished answer. */
export type LlmEvent =
  { readonly type: 'delta'; readonly text: string } | { readonly type: 'answer'; readonly answer: Answer };

/**
 * Turns a prompt into an answer. Both methods reject (or throw while iterating) with a `RagCacheError` with an `upstream_*` code or
 * `provider_not_configured`. When the deadline's signal aborts, they stop the upstream call and reject with `upstream_timeout`.
 */
export abstract class LlmProvider {
  /** The upstream's name. */
  abstract readonly name: string;
  abstract complete(request: LlmRequest, deadline: Deadline): Promise<Answer>;
  /**
   * Ending the iteration early stops the upstream call. A stream that ends before its answer is complete throws
   * `upstream_failed` and yields no answer.
   */
  abstract stream(request: LlmRequest, deadline: Deadline): AsyncIterable<LlmEvent>;
}

/**
 * The providers by the name of their upstream, each with retries and breakers around it; type and injection token. The calls of a provider without a
 * key reject with `provider_not_configured`.
 */
export type LlmProviders = Readonly<
  Record<ProviderName, LlmProvider> & Record<string, LlmProvider | undefined>
>;
export const LlmProviders = Symbol('LlmProviders');
