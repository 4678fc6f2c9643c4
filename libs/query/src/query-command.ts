import type { Account, ProviderName, RequestFollower, Source } from '@app/core';
import type { Directives } from './directives.js';

export const CACHE_MODES = ['off', 'exact', 'semantic'] as const;
export type RequestCacheMode = (typeof CACHE_MODES)[number];

/** A passage that the answer is to be built on. */
export interface ContextPassage extends Source {
  readonly text: string;
}

/** What a caller may say about caching its own request. */
export interface CacheOptions {
  /** Seconds. */
  readonly ttl?: number;
  readonly mode?: RequestCacheMode;
  /** Cosine similarity; raised to the policy's threshold when below it. */
  readonly threshold?: number;
  readonly tags?: readonly string[];
}

/** A validated question with nothing filled in yet: what is absent comes from configuration. */
export interface QueryCommand {
  /** From the API key and nothing else. */
  readonly tenant: string;
  /** Id of the API key, never the key. */
  readonly writer: string;
  /** Trimmed, not blank. */
  readonly query: string;
  readonly provider?: ProviderName;
  readonly model?: string;
  readonly maxTokens?: number;
  readonly temperature?: number;
  readonly system?: string;
  readonly context?: readonly ContextPassage[];
  readonly namespace?: string;
  /** `false` = neither read nor write memory; wins over everything else. Default true. */
  readonly useCache?: boolean;
  readonly cache?: CacheOptions;
  readonly directives?: Directives;
  /** Whom a call of the model is charged to; absent = nobody counts. */
  readonly account?: Account;
  /** Whoever follows this request, for a trace. */
  readonly follower?: RequestFollower;
}
