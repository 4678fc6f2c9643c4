import type { Account, ProviderName, StepObserver, Source } from '@app/core';

export const CACHE_MODES = ['off', 'exact', 'semantic'] as const;
export type RequestCacheMode = (typeof CACHE_MODES)[number];

/** A passage to build the answer on. */
export interface ContextPassage extends Source {
  readonly text: string;
}

/** A caller's wishes for this one request, in the sense of the request directives of RFC 9111. Absent = no wish. */
export interface Directives {
  /** Don't answer from the cache; the new answer replaces the stored one. */
  readonly noCache?: boolean;
  /** Store nothing of this request; it may still be answered from the cache. */
  readonly noStore?: boolean;
  /** Answer from the cache or not at all. */
  readonly onlyIfCached?: boolean;
  /** Accept no answer that is older than this. */
  readonly maxAgeMs?: number;
}

/** A caller's options for caching its own request. */
export interface CacheOptions {
  /** Seconds. */
  readonly ttl?: number;
  readonly mode?: RequestCacheMode;
  /** Cosine similarity; raised to the policy's threshold when below it. */
  readonly threshold?: number;
  readonly tags?: readonly string[];
}

/** A validated question without defaults: absent members come from the configuration. */
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
  /** `false` = neither read nor write the cache; wins over everything else. Default true. */
  readonly useCache?: boolean;
  readonly cache?: CacheOptions;
  readonly directives?: Directives;
  /** Traces this request. */
  readonly observer?: StepObserver;
  /** The account that pays for calls; absent = nothing is limited or charged. */
  readonly account?: Account;
}
