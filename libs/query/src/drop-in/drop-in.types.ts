import type { Account, Answer, StepObserver } from '@app/core';
import type {
  JsonObject,
  ModelRoute,
  ReplayIds,
  WireCall,
  WireFormat,
  WireName,
  WireRequest,
} from '@app/llm';
import type { CacheOptions, Directives } from '../query-command.js';
import type { AnswerHead, BypassReason } from '../query-result.js';
import type { AnswerRequest } from '../request.js';
import type { ToolAnswers } from './tool-answers.js';

/** A request in a provider's own wire format, as it came. */
export interface DropInCommand {
  /** From the API key and nothing else. */
  readonly tenant: string;
  /** Id of the API key, never the key. */
  readonly writer: string;
  readonly format: WireName;
  /** Byte for byte; our own `cache` block may still be in it. */
  readonly raw: Buffer;
  /** The same, parsed; absent when it is too large or too wide to be read. */
  readonly body?: JsonObject;
  /**
   * Parses a body that is too large to have an identity; undefined when that would take long, or when it can be read in several ways.
   * @throws RagCacheError when it is no JSON object.
   */
  readonly large?: () => JsonObject | undefined;
  /** The model that the path names, as Azure's clients do; it counts instead of the body's. */
  readonly deployment?: string;
  /** Where digests stand in `body` for pictures and files, as paths; absent = nowhere. */
  readonly digests?: readonly string[];
  /** The caller's headers, names in lower case. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** The query string of the URL: empty, or with its question mark. It goes upstream, so it holds no credentials. */
  readonly search?: string;
  readonly namespace?: string;
  readonly cache?: CacheOptions;
  readonly directives?: Directives;
  /** Whether other tenants use the same account of the provider. */
  readonly isShared?: () => Promise<boolean>;
  /** Traces this request. */
  readonly observer?: StepObserver;
  /** The account that pays for calls; absent = nothing is limited or charged. */
  readonly account?: Account;
  /** Why this body has no identity and therefore no entry in the cache. */
  readonly unsound?: Extract<BypassReason, 'not-i-json' | 'too-large' | 'too-wide' | 'too-deep'>;
}

/** A request in a provider's wire format with its identity, and the call that goes upstream. */
export interface ResolvedDropIn extends AnswerRequest {
  readonly format: WireFormat;
  readonly route: ModelRoute;
  /** Absent when the body was not read: it is passed on, and nothing is looked up or stored. */
  readonly wire?: WireRequest;
  readonly toolAnswers: ToolAnswers;
  /** Makes the ids of a replay for this caller. */
  readonly ids: ReplayIds;
  /** Builds the call; only on a miss, a hit needs none of it. */
  call(): WireCall;
}

/** How a drop-in request was answered; `answer` is absent when the response is no answer, such as an error. */
export interface DropInResult extends AnswerHead {
  readonly answer?: Answer;
}

/** The events of a drop-in endpoint, in this order; `done` always comes last. */
export type DropInEvent =
  /** The request goes to the model. */
  | ({ readonly type: 'forwarded' } & AnswerHead)
  /** The provider's response has begun. */
  | { readonly type: 'head'; readonly status: number; readonly headers: Readonly<Record<string, string>> }
  /** Nothing follows the head for now: it need not wait for the first piece. */
  | { readonly type: 'silence' }
  /** A piece of its stream: one or more complete SSE frames. */
  | { readonly type: 'frame'; readonly frame: string }
  /** All of its body. */
  | { readonly type: 'body'; readonly body: Buffer }
  /** A message to be written in the caller's format: from the cache, or from a call that was made the other way. */
  | { readonly type: 'message'; readonly answer: Answer; readonly result: DropInResult }
  | { readonly type: 'done'; readonly result: DropInResult };
