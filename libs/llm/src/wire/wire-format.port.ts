import type { Answer, ProviderName, RagCacheError } from '@app/core';
import type { JsonObject } from '../json.js';
import type { SseEvent } from '../sse/sse.event.js';
import type { Slicing } from './text.slices.js';
import type { ToolCall } from './tool-call.js';
import type { WireRequest } from './wire-request.js';

/** The endpoints that speak a provider's own wire format; the names are part of every scope. */
export const WIRE_NAMES = ['chat-completions', 'messages'] as const;
export type WireName = (typeof WIRE_NAMES)[number];

/** Members of a replayed message that are new each time, and how its usage is told. */
export interface ReplayFacts {
  /** Epoch milliseconds. */
  readonly now: number;
  /** `original`: what the first call used. `zero`: nothing was used this time. */
  readonly usage: 'original' | 'zero';
}

/** How a message is told as a stream. */
export interface StreamFacts extends ReplayFacts {
  readonly slicing: Slicing;
}

/** One provider's wire format: how its requests are read and its answers are read and told again. */
export abstract class WireFormat {
  abstract readonly name: WireName;
  abstract readonly provider: ProviderName;
  /** The path of its calls, after the upstream's base URL. */
  abstract readonly path: string;
  /** The path of the provider's list of models, after the upstream's base URL. */
  abstract readonly modelsPath: string;

  /** @throws RagCacheError `validation_failed` when it isn't a request of this format: `model` or `messages` missing or of the wrong type. */
  abstract read(body: JsonObject): WireRequest;
  /**
   * The body that goes upstream. It asks for what the cache needs to know besides the answer; every other byte stays.
   * @param request as `read` returns it; absent when the body was not read, and then the body stays as it is.
   */
  abstract outgoing(body: Buffer, request?: WireRequest): Buffer;

  /** A whole answer. @throws BrokenAnswer when it isn't one. */
  abstract answerOf(body: JsonObject): Answer;
  /** The calls of tools in an answer of this format. */
  abstract toolCalls(answer: Answer): readonly ToolCall[];
  /** Puts a streamed answer together. @param request what was asked; absent when it was not looked into. */
  abstract reader(request?: WireRequest): WireStreamReader;

  /** The stored message as a whole answer, with an id and a time of its own. */
  abstract whole(answer: Answer, facts: ReplayFacts): JsonObject;
  /**
   * The stored message as the events that the provider would stream, terminal marker included: SSE frames, made one by one as they
   * are asked for. What can't be sliced and is long comes as several pieces of one frame; the last piece of each frame ends with
   * the blank line, and no other piece does.
   */
  abstract frames(answer: Answer, request: WireRequest, facts: StreamFacts): Iterable<string>;

  /** Our own refusal in the provider's error shape. */
  abstract error(error: RagCacheError, status: number, requestId: string): JsonObject;
  /** The same as an SSE frame, for a stream that has begun. */
  abstract errorFrame(error: RagCacheError, status: number, requestId: string): string;
}

/** Every wire format by name; type and injection token. */
export type WireFormats = Readonly<Record<WireName, WireFormat>>;
export const WireFormats = Symbol('WireFormats');

/** Reads one streamed answer. Throws `BrokenAnswer` on what it can't read, `ReportedFailure` on an error event. */
export abstract class WireStreamReader {
  /** The terminal event has come; nothing after it matters. */
  abstract readonly ended: boolean;
  /** Nothing is missing but perhaps the terminal event: a stream that ends here without a fault is whole. */
  abstract readonly isComplete: boolean;
  /** Whether this is the terminal event: true without its blank line as well, for then nothing can be missing of it. */
  abstract isEnd(event: SseEvent): boolean;
  abstract push(event: SseEvent): void;
  /** What a caller who did not ask for usage gets of the event just pushed: itself, a changed frame, or nothing. */
  abstract shown(event: SseEvent, frame: string): string | undefined;
  /**
   * The finished answer. Only once it is complete. Throws `BrokenAnswer` when the pieces make none, such as tool input that
   * isn't JSON: the caller has them all the same, but there is nothing to keep.
   */
  abstract answer(): Answer;
}
