import type { ProviderName } from '@app/core';
import type { Deadline } from '../llm-provider.port.js';

/** A request in the provider's own wire format. */
export interface WireCall {
  readonly method: 'GET' | 'POST';
  /** What follows the upstream's base URL, with its query: `/chat/completions`, `/v1/messages`. */
  readonly path: string;
  /** Sent byte for byte. */
  readonly body?: Buffer;
  /** The caller's, names in lower case; only `shapingHeaders` go upstream. */
  readonly headers: Readonly<Record<string, string>>;
}

/** What the upstream answered, whatever its status. */
export interface WireResponse {
  readonly status: number;
  /** Those that may reach the caller, names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /**
   * The bytes as they arrive; can be read once. Breaking off the iteration ends the upstream call. Throws `upstream_failed` when the
   * upstream breaks off, `upstream_timeout` when the deadline's signal aborts. Who doesn't read it must abort the deadline's signal.
   */
  readonly body: AsyncIterable<Uint8Array>;
}

/** One upstream, asked in its own wire format with the operator's key; its answers come back as they are. */
export abstract class WireUpstream {
  abstract readonly name: ProviderName;
  /**
   * Resolves for every status when the response's head has come, and rejects with `RagCacheError` when there is none:
   * `upstream_unreachable`, `upstream_timeout` (also when the deadline's signal aborts, which ends the call at once),
   * `upstream_failed` for a redirect, which is never followed, `provider_not_configured`. Never asks twice, except when a
   * connection that was kept from an earlier call proves closed before any byte of the answer.
   */
  abstract send(call: WireCall, deadline: Deadline): Promise<WireResponse>;
}

/**
 * The upstreams by provider; type and injection token. They have no breaker and no retries: the caller sees the upstream's own
 * answer. The calls of a provider without a key reject with `provider_not_configured`.
 */
export type WireUpstreams = Readonly<Record<ProviderName, WireUpstream>>;
export const WireUpstreams = Symbol('WireUpstreams');
