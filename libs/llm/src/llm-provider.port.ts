import type { Answer, ProviderName } from '@app/core';

/** A prompt in provider-neutral terms. */
export interface LlmRequest {
  /** As the provider names it. */
  readonly model: string;
  readonly system?: string;
  /** The text of the user's one message. */
  readonly prompt: string;
  readonly maxTokens: number;
  /** Absent = not sent. */
  readonly temperature?: number;
}

/** How long a call may go on. */
export interface Deadline {
  /** Aborts when nobody waits any more, because time is up or because all have left. */
  readonly signal: AbortSignal;
  /** Milliseconds until time is up; may grow while the call runs. */
  remainingMs(): number;
  /** Called right before a request goes to the provider, once per try. */
  onSend?(): void;
}

/** A piece of a streamed answer; the last event is always the finished answer. */
export type LlmEvent =
  { readonly type: 'delta'; readonly text: string } | { readonly type: 'answer'; readonly answer: Answer };

/**
 * Prompt to answer. Both methods reject (or throw while iterating) with `RagCacheError`, one of the `upstream_*` codes or
 * `provider_not_configured`. When the deadline's signal aborts they stop the upstream call and reject with `upstream_timeout`.
 */
export abstract class LlmProvider {
  abstract readonly name: ProviderName;
  abstract complete(request: LlmRequest, deadline: Deadline): Promise<Answer>;
  /**
   * Breaking off the iteration stops the upstream call. A stream that ends before its answer is whole throws
   * `upstream_failed` and yields no answer.
   */
  abstract stream(request: LlmRequest, deadline: Deadline): AsyncIterable<LlmEvent>;
}

/**
 * The providers by name, each with retries and breakers around it; type and injection token. The calls of a provider without a
 * key reject with `provider_not_configured`.
 */
export type LlmProviders = Readonly<Record<ProviderName, LlmProvider>>;
export const LlmProviders = Symbol('LlmProviders');
