import { keyOf, type CacheKey, type EmbeddingEntry, type Scope } from '@app/core';
import { identityOfItem, type EmbeddingsInput, type EmbeddingsRequest } from '@app/llm';

/** Entries by the keys of their items. */
export type Remembered = ReadonlyMap<CacheKey, EmbeddingEntry>;

/** How many items of a request came from where. Equal items count as often as they were sent. */
export interface ItemCounts {
  readonly hit: number;
  readonly miss: number;
}

/** The items that the provider is asked for, in the order of the call. */
export interface AskedBatch {
  readonly items: readonly EmbeddingsInput[];
  readonly keys: readonly CacheKey[];
  /** The call asks for all items of the request, as they were sent: its response is the response to the request. */
  readonly isWhole: boolean;
}

/** The items of one request and their keys. */
export class EmbeddingsBatch {
  /** In the order of the request; equal items have the same key. */
  readonly keys: readonly CacheKey[];
  private readonly inputs: ReadonlyMap<CacheKey, EmbeddingsInput>;

  constructor(
    readonly request: EmbeddingsRequest,
    scope: Scope,
  ) {
    this.keys = request.items.map((item) => keyOf(scope, identityOfItem(item)));
    this.inputs = new Map(this.keys.map((key, at) => [key, request.items[at]!]));
  }

  /** Without repetitions. */
  get distinctKeys(): readonly CacheKey[] {
    return [...this.inputs.keys()];
  }

  /** The items to ask for: those that are not remembered, equal ones once. */
  missing(remembered: Remembered): AskedBatch {
    const entries = [...this.inputs].filter(([key]) => !remembered.has(key));
    return {
      keys: entries.map(([key]) => key),
      items: entries.map(([, input]) => input),
      isWhole: entries.length === this.keys.length,
    };
  }

  /** All items, as they were sent. */
  whole(): AskedBatch {
    return { keys: this.keys, items: this.request.items, isWhole: true };
  }

  count(remembered: Remembered): ItemCounts {
    const hit = this.keys.filter((key) => remembered.has(key)).length;
    return { hit, miss: this.keys.length - hit };
  }
}
