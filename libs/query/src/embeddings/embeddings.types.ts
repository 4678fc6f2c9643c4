import type { ProviderName } from '@app/core';
import type { ModelRoute, WireCall } from '@app/llm';
import type { DropInCommand } from '../drop-in/drop-in.types.js';
import type { AnswerHead } from '../query-result.js';
import type { Lookup, StoreOptions } from '../request.js';
import type { AskedBatch, EmbeddingsBatch, ItemCounts } from './embeddings.batch.js';

/** A request for embeddings, as it came. */
export type EmbeddingsCommand = Omit<DropInCommand, 'format'>;

/** A request for embeddings with the identity of each item. */
export interface ResolvedEmbeddings extends Lookup, StoreOptions {
  /** Name of the upstream that is asked for what is not in memory. */
  readonly provider: string;
  readonly route: ModelRoute;
  /** Absent when the body was not read: it is passed on, and nothing is looked up or stored. */
  readonly batch?: EmbeddingsBatch;
  /**
   * Builds the call. Undefined when the body can't be cut to a part of its items, as it has too many quotation marks.
   * @param asked absent = the body as it came.
   */
  call(asked?: AskedBatch): WireCall | undefined;
}

/** The response to a request for embeddings: the provider's own, or one that is put together. */
export interface EmbeddingsResult extends AnswerHead {
  readonly provider: ProviderName;
  readonly status: number;
  /** The provider's headers; none when it was not asked. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | string;
  /** Absent when the cache was not asked. */
  readonly items?: ItemCounts;
}
