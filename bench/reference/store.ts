import type { Entry } from '@app/core';

/** Whose entries these are. */
export const PLACE = { tenant: 'bench', namespace: 'default' } as const;

/** What a hit is made of. */
export interface Reading {
  readonly body?: string;
  /** The tenant's and the namespace's. */
  readonly epochs: readonly number[];
}

/** The reads that every exact hit needs, as plainly as they can be written. All epochs are 1. */
export interface ReferenceStore {
  put(key: string, entry: Entry): Promise<void>;
  /** The entry alone. */
  find(key: string): Promise<string | undefined>;
  read(key: string): Promise<Reading>;
}
