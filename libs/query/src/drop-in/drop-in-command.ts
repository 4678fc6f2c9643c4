import type { Account, RequestFollower } from '@app/core';
import type { JsonObject, WireName } from '@app/llm';
import type { Directives } from '../directives.js';
import type { CacheOptions } from '../query-command.js';
import type { BypassReason } from '../query-result.js';

/** A request in a provider's own wire format, as it came. */
export interface DropInCommand {
  /** From the API key and nothing else. */
  readonly tenant: string;
  /** Id of the API key, never the key. */
  readonly writer: string;
  readonly format: WireName;
  /** Byte for byte; our own `cache` block may still be in it. */
  readonly raw: Buffer;
  /** The same, parsed; absent when it is too large or too wide to be looked into. */
  readonly body?: JsonObject;
  /** The caller's headers, names in lower case. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** The query of the URL as it came: empty, or with its question mark. It goes upstream, so credentials are not in it any more. */
  readonly search?: string;
  readonly namespace?: string;
  readonly cache?: CacheOptions;
  readonly directives?: Directives;
  /** Whoever follows this request, for a trace. */
  readonly follower?: RequestFollower;
  /** Whom a call of the model is charged to; absent = nobody counts. */
  readonly account?: Account;
  /** Why this body has no identity and so no place in memory. */
  readonly unsound?: Extract<BypassReason, 'not-i-json' | 'too-large' | 'too-wide' | 'too-deep'>;
}
