import type { Answer, ProviderName, RagCacheError } from '@app/core';
import type { JsonObject } from '../json.js';
import type { SseEvent } from '../sse/sse.event.js';
import type { Slicing } from './text.slices.js';
import type { ToolCall } from './tool-call.js';
import type { WireRequest } from './wire-request.js';

/** The endpoints that speak a provider's own wire format. Their names are part of every scope. */
export const WIRE_NAMES = [
  ...(['chat-completions', 'responses', 'input-tokens'] as const),
  ...(['messages', 'count-tokens'] as const),
] as const;
export type WireName = (typeof WIRE_NAMES)[number];

/** Makes the ids of replayed answers, for one tenant and one account of a provider. */
export interface ReplayIds {
  /**
   * A new id that stands for the provider's own.
   * @param madeAt when the provider made it, in epoch seconds.
   */
  issue(original: string, madeAt: number): string;
}

/** The facts about one replay of a stored message. */
export interface ReplayFacts {
  /** Epoch milliseconds. */
  readonly now: number;
  /** `original`: report the usage of the first call. `zero`: report that nothing was used this time. */
  readonly usage: 'original' | 'zero';
  readonly ids: ReplayIds;
  /** `WireRequest.echo` of the request that is answered. */
  readonly echo?: JsonObject;
  /** `WireRequest.choices` of the request that is answered. */
  readonly choices?: number;
}

/** The facts about a replay as a stream. */
export interface StreamFacts extends ReplayFacts {
  readonly slicing: Slicing;
}

/** One provider's wire format. It reads requests and answers, and replays stored answers. */
export abstract class WireFormat {
  abstract readonly name: WireName;
  abstract readonly provider: ProviderName;
  /** The path of its calls, after the upstream's base URL. */
  abstract readonly path: string;
  /** The path of the provider's list of models, after the upstream's base URL. */
  abstract readonly modelsPath: string;

  /** Reads a request. @throws RagCacheError `validation_failed` when a member that the cache needs is missing or of the wrong type. */
  abstract read(body: JsonObject): WireRequest;
  /**
   * The body that goes upstream. It asks for what the cache needs to know besides the answer; every other byte stays.
   * @param request as `read` returns it; absent when the body was not read, and then the body stays as it is.
   */
  abstract outgoing(body: Buffer, request?: WireRequest): Buffer;

  /** Reads a whole answer. @throws BrokenAnswer when it is invalid. */
  abstract answerOf(body: JsonObject): Answer;
  /** The tool calls in an answer of this format. */
  abstract toolCalls(answer: Answer): readonly ToolCall[];
  /** Makes the reader of a streamed answer. @param request as `read` returns it; absent when the body was not read. */
  abstract reader(request?: WireRequest): WireStreamReader;

  /** The stored message as a whole answer, with a new id and time. */
  abstract whole(answer: Answer, facts: ReplayFacts): JsonObject;
  /**
   * The stored message as the SSE frames that the provider would stream, with the terminal event. They are made one by one, as they
   * are read. A long frame comes in several pieces. Only the last piece of a frame ends with the blank line.
   */
  abstract frames(answer: Answer, request: WireRequest, facts: StreamFacts): Iterable<string>;

  /** An error of ours in the provider's shape. */
  abstract error(error: RagCacheError, status: number, requestId: string): JsonObject;
  /** The same as an SSE frame, for a stream that has begun. */
  abstract errorFrame(error: RagCacheError, status: number, requestId: string): string;
}

/** Every wire format by name; type and injection token. */
export type WireFormats = Readonly<Record<WireName, WireFormat>>;
export const WireFormats = Symbol('WireFormats');

/** Reads one streamed answer. Throws `BrokenAnswer` on an invalid event, `ReportedFailure` on an error event. */
export abstract class WireStreamReader {
  /** Whether the terminal event has come. Ignore everything after it. */
  abstract readonly ended: boolean;
  /** Whether the answer is complete, perhaps without the terminal event. A stream may end here without an error. */
  abstract readonly isComplete: boolean;
  /** Whether this is the terminal event. It counts even without its blank line. */
  abstract isEnd(event: SseEvent): boolean;
  abstract push(event: SseEvent): void;
  /** The frame of the event just pushed, for a caller who did not ask for usage: unchanged, changed, or undefined when it is left out. */
  abstract shown(event: SseEvent, frame: string): string | undefined;
  /**
   * The finished answer. Call it only once the answer is complete. Throws `BrokenAnswer` when the pieces make no valid answer, such as
   * tool input that is not JSON. The caller has received the pieces, but the answer can't be stored.
   */
  abstract answer(): Answer;
}
