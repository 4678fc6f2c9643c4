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
  /** Prompt tokens that the provider's own prompt cache read or wrote, which have prices of their own; absent = none. */
  readonly promptCache?: PromptCacheUse;
}

/** Tokens of a prompt. Each token counts in at most one of these. */
export interface PromptCacheUse {
  readonly read: number;
  /** Written, and kept for minutes. */
  readonly written: number;
  /** Written, and kept for an hour. */
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
  /** The provider's message, as received. */
  readonly raw: unknown;
}

/**
 * A document (or chunk, or index) that an answer was built from. An answer without a version is served until the first announcement
 * of that source. After that nobody knows which version it was built from.
 */
export interface Source {
  readonly id: string;
  readonly version?: string;
}

/** The epochs of a tenant and of a namespace. An entry may be served only while both are current. Epoch milliseconds. */
export interface Epochs {
  readonly tenant: number;
  readonly namespace: number;
}

/** An answer of a model. */
export interface AnswerPayload {
  readonly kind: 'answer';
  readonly answer: Answer;
}

/** The embedding of one item: of a text, or of a list of tokens. */
export interface EmbeddedItem {
  readonly provider: ProviderName;
  /** The model that made it, as the provider names it. */
  readonly model: string;
  /** The item's share of the tokens that the provider counted for the whole batch. */
  readonly tokens: number;
  /** The vector: 32-bit floats, little-endian, in base64. */
  readonly vector: string;
}

/** A vector of an embedding model. It is found under its item's key alone: it has no question, and no place in the vector index. */
export interface EmbeddingPayload {
  readonly kind: 'embedding';
  readonly embedding: EmbeddedItem;
}

/** The thing that an entry remembers. A new kind is a member of this union and a member of the entry's text (`entry.text.ts`). */
export type Payload = AnswerPayload | EmbeddingPayload;

/** Raise it when the shape of an answer's entry changes. Older entries are then misses. */
export const ENTRY_VERSION = 2;
/** The same for an embedding's entry. Releases that know no embeddings count its entries as misses. */
export const EMBEDDING_VERSION = 3;

/** Something that is remembered under a key, and the facts that decide whether it may be served. Times are epoch milliseconds. */
export interface Entry<Kind extends Payload = Payload> {
  readonly version: typeof ENTRY_VERSION | typeof EMBEDDING_VERSION;
  readonly id: EntryId;
  readonly key: CacheKey;
  readonly scope: Scope;
  readonly tenant: string;
  readonly namespace: string;
  /** The requested model, as its provider names it: defaults filled in, aliases resolved. A purge by model matches it. */
  readonly model: string;
  /** `null` when the request had no question in plain text. */
  readonly question: string | null;
  readonly payload: Kind;
  readonly createdAt: number;
  /** The end of freshness. */
  readonly expiresAt: number;
  /** Stores delete the entry then: `expiresAt` plus the stale window. */
  readonly keepUntil: number;
  readonly sources: readonly Source[];
  readonly tags: readonly string[];
  /** The epochs when the request began. */
  readonly epochs: Epochs;
  /** The number of the tenant's newest purge when the request began. Purges with higher numbers may apply to the entry. */
  readonly birth: number;
  /** The position of the model call among all calls of the tenant. An answer never replaces one from a later call. */
  readonly order: number;
  /** The creation time of the list of source versions that the request read. Under another list the entry's sources are unknown. */
  readonly sourcesBorn: number;
  /** The id of the requesting API key, never the key. */
  readonly writer: string;
}

/** An entry whose payload is an answer. Readers of answers take this type, so that other kinds of payload do not concern them. */
export type AnswerEntry = Entry<AnswerPayload>;

export function isAnswerEntry(entry: Entry): entry is AnswerEntry {
  return entry.payload.kind === 'answer';
}

/** An entry whose payload is an embedding. */
export type EmbeddingEntry = Entry<EmbeddingPayload>;

export function isEmbeddingEntry(entry: Entry): entry is EmbeddingEntry {
  return entry.payload.kind === 'embedding';
}

/** Whether this release reads the entry: each kind of payload has a version of its own. */
export function isCurrent({ version, payload }: Entry): boolean {
  return version === (payload.kind === 'answer' ? ENTRY_VERSION : EMBEDDING_VERSION);
}

/** An entry as a store keeps it: the fields that it lists by, and the sealed text that it returns unchanged. */
export interface EntryRecord {
  readonly entry: Entry;
  readonly canonicalKey?: CanonicalKey;
  /** `EntrySeal.seal(entry)`. */
  readonly body: string;
}
