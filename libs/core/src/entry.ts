import type { CacheKey, CanonicalKey, EntryId, Scope } from './identity.js';

export const PROVIDERS = ['openai', 'anthropic'] as const;
export type ProviderName = (typeof PROVIDERS)[number];

/** Why the model stopped, in one vocabulary for all providers. */
export type FinishReason = 'stop' | 'length' | 'content_filter' | 'refusal' | 'tool_calls' | 'other';

/** Tokens as the provider counted them. */
export interface Usage {
  readonly prompt: number;
  readonly completion: number;
  readonly total: number;
  /** What of the prompt the provider's own prompt cache had to do with, and so has a price of its own; absent = nothing. */
  readonly promptCache?: PromptCacheUse;
}

/** Tokens of a prompt, each in one of these or in none. */
export interface PromptCacheUse {
  readonly read: number;
  /** Kept for minutes. */
  readonly written: number;
  /** Kept for an hour. */
  readonly writtenLong: number;
}

/** A finished answer of a model. */
export interface Answer {
  readonly text: string;
  readonly finishReason: FinishReason;
  readonly provider: ProviderName;
  /** The model that answered, as the provider names it. */
  readonly model: string;
  readonly usage: Usage;
  /** The provider's message as received. */
  readonly raw: unknown;
}

/**
 * A document (or chunk, or index) that an answer was built from. Without a version the answer is served until the first
 * announcement of that source: from then on it can't be known which version it was built from.
 */
export interface Source {
  readonly id: string;
  readonly version?: string;
}

/** One number per wall; an entry is servable only while both are still the current ones. Epoch milliseconds. */
export interface Epochs {
  readonly tenant: number;
  readonly namespace: number;
}

/** Bump when the entry's shape changes: older entries are then misses. */
export const ENTRY_VERSION = 2;

/** A stored answer. Times are epoch milliseconds. */
export interface Entry {
  readonly version: typeof ENTRY_VERSION;
  readonly id: EntryId;
  readonly key: CacheKey;
  readonly scope: Scope;
  readonly tenant: string;
  readonly namespace: string;
  /** The model that was asked, as its provider names it: defaults filled in, aliases resolved. What a purge by model names. */
  readonly model: string;
  /** `null` when the request had no plain-text question. */
  readonly question: string | null;
  readonly answer: Answer;
  readonly createdAt: number;
  /** Fresh until. */
  readonly expiresAt: number;
  /** Stores expire by it: `expiresAt` plus the stale window. */
  readonly keepUntil: number;
  readonly sources: readonly Source[];
  readonly tags: readonly string[];
  /** As read when the request began. */
  readonly epochs: Epochs;
  /** The tenant's newest purge when the request that produced it began: newer purges may name the entry. */
  readonly birth: number;
  /** When the model was asked, in the order of all calls of the tenant: an answer never replaces one that was asked for later. */
  readonly order: number;
  /** When the list of source versions came to be that held when the request began: under another one its sources are unknown. */
  readonly sourcesBorn: number;
  /** Id of the API key that asked; never the key. */
  readonly writer: string;
}

/** An entry as a store keeps it: the facts it lists by, and the sealed text it gives back unchanged. */
export interface EntryRecord {
  readonly entry: Entry;
  readonly canonicalKey?: CanonicalKey;
  /** `EntrySeal.seal(entry)`. */
  readonly body: string;
}
