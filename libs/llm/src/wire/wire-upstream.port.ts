import type { Readable } from 'node:stream';
import type { Deadline } from '../llm-provider.port.js';
import type { FallbackModel } from '../upstreams/fallback-model.js';

/** A request in the provider's own wire format. */
export interface WireCall {
  readonly method: 'GET' | 'POST';
  /** The path after the upstream's base URL, with its query: `/chat/completions`, `/v1/messages`. */
  readonly path: string;
  /** The model's name at this upstream; absent = the call names none. */
  readonly model?: string;
  /** The caller used Azure's older path, whose `api-version` concerns upstreams with such paths only. */
  readonly isAzure?: boolean;
  /** No other model may answer in its place. */
  readonly isPinned?: boolean;
  /** Sent byte for byte. */
  readonly body?: Buffer;
  /** The caller's headers, names in lower case. Only `shapingHeaders` go upstream. */
  readonly headers: Readonly<Record<string, string>>;
}

/** A request that goes upstream as it came, on a route that this service does not know. */
export interface PassedCall {
  readonly method: string;
  /** The path below `/v1`, with its query: `/files?limit=2`. */
  readonly route: string;
  /** The model's name at this upstream; absent = the request names none. */
  readonly model?: string;
  /** The caller's headers that go upstream, names in lower case, without credentials. */
  readonly headers: Readonly<Record<string, string>>;
  /** Sent byte for byte. A stream is read as fast as the upstream takes it; absent = the request has no body. */
  readonly body?: Buffer | Readable;
}

/** The upstream's response, with any status. */
export interface WireResponse {
  readonly status: number;
  /** The headers that may reach the caller, names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /**
   * The bytes as they arrive. They can be read once. Ending the iteration early ends the upstream call. Throws `upstream_failed` when
   * the upstream breaks off, and `upstream_timeout` when the deadline's signal aborts. To discard the body, abort that signal.
   */
  readonly body: AsyncIterable<Uint8Array>;
  /** Another model answered, because the one that was asked failed. */
  readonly fallback?: FallbackModel;
}

/**
 * Calls one upstream in its own wire format, with the operator's key. Responses are returned unchanged. There is no breaker, and no
 * retry but the one below: the caller sees the upstream's own answer. Calls of an upstream without its key reject with
 * `provider_not_configured`.
 */
export abstract class WireUpstream {
  /** The upstream's name. */
  abstract readonly name: string;
  /**
   * Resolves for every status, once the head of the response has come. Rejects with `RagCacheError` when there is none:
   * `upstream_unreachable`, `upstream_timeout` (also when the deadline's signal aborts, which ends the call at once),
   * `upstream_failed` for a redirect, which is never followed, or `provider_not_configured`. There is no retry, except when a reused
   * connection was already closed before any byte of the answer.
   */
  abstract send(call: WireCall, deadline: Deadline): Promise<WireResponse>;
  /**
   * The same for a request on any other route. Its response keeps all headers but those of the connection and of the operator's
   * account. A call whose body is a stream is never made twice.
   */
  abstract pass(call: PassedCall, deadline: Deadline): Promise<WireResponse>;
}
