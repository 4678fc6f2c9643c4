import type { EntryId, Epochs, Source } from '@app/core';
import { Store } from './store.port.js';

/** A namespace of a tenant. */
export interface Place {
  readonly tenant: string;
  readonly namespace: string;
}

/** How a purge names answers of its tenant: members combine with AND, several tags with OR. No member = all of them. */
export interface PurgeFilter {
  readonly id?: EntryId;
  readonly namespace?: string;
  readonly model?: string;
  readonly tags?: readonly string[];
  /** Digest of the question: a purge must not keep what it was asked to forget. */
  readonly question?: string;
  /** Id of the API key whose requests were answered. */
  readonly writer?: string;
}

/** A purge that was acknowledged. An answer that it names is dead when the answer's `birth` is below the number. */
export interface PurgeFact {
  /** Raised per tenant, and never used twice in it. */
  readonly number: number;
  /** Epoch milliseconds. */
  readonly at: number;
  /** Id of the API key that asked for it. */
  readonly by: string;
  readonly named: PurgeFilter;
}

/** How far house-keeping has come behind a purge. */
export interface PurgeProgress {
  /** Answers that were found and deleted so far. */
  readonly found: number;
  readonly isDone: boolean;
}

/** What a process knows of a tenant's purges, to be given back to a registry that lost some of it. */
export interface PurgeKnowledge extends Pick<PurgeMarks, 'seq' | 'floor'> {
  readonly epoch: number;
  readonly facts: readonly PurgeFact[];
}

export interface PurgeMarks {
  /** Number of the tenant's newest purge. */
  readonly seq: number;
  /** Purges below this number are forgotten, and answers born before it dead. */
  readonly floor: number;
  /** Raised when lost purges were given back: what was read before has to be read again. */
  readonly revision: number;
}

/** All that a request needs to know about its place, read in one trip. */
export interface RegistryState {
  readonly epochs: Epochs;
  readonly purges: PurgeMarks;
  /** When the registry's memory of the tenant begins: another number tells that it was lost and made anew. */
  readonly born: number;
  /** Raised by each announcement of sources, after its versions are written. 0 = there was none. */
  readonly sourcesSeq: number;
  /** When the namespace's list of versions came to be; older knowledge of sources is void. */
  readonly sourcesBorn: number;
}

/** What another process did to a tenant, for those that have to know before they are asked about it. */
export interface RegistryChange {
  readonly tenant: string;
  readonly number: number;
  /** By the registry's clock, epoch milliseconds. */
  readonly at: number;
}

/**
 * Purges, epochs and source versions. A new number is `max(now in ms, old + 1)` by the registry's own clock; a tenant that it
 * doesn't know begins with now, so that whatever is older than its memory is dead: losing the registry can only cause misses.
 * Asking about a namespace leaves nothing behind.
 */
export abstract class SourceRegistry extends Store {
  abstract read(place: Place): Promise<RegistryState>;
  /** The next place in the order of the tenant's calls. */
  abstract order(tenant: string): Promise<number>;
  /** Notes a purge: when the promise resolves, every later `read` shows its number. A purge of a whole wall raises its epoch to it. */
  abstract purge(tenant: string, by: string, named: PurgeFilter): Promise<PurgeFact>;
  /** Whether as many copies have the purges so far as the settings ask for. */
  abstract isCopied(tenant: string): Promise<boolean>;
  /** Purges with larger numbers, in order, at most `limit`. */
  abstract purgesAfter(tenant: string, number: number, limit: number): Promise<PurgeFact[]>;
  abstract findPurge(tenant: string, number: number): Promise<(PurgeFact & PurgeProgress) | undefined>;
  abstract noteProgress(tenant: string, number: number, progress: PurgeProgress): Promise<void>;
  /** Purges of the last day whose house-keeping is not done. */
  abstract unfinished(): Promise<readonly RegistryChange[]>;
  /** Forgets purges below the number, and raises the floor to the newest of them. */
  abstract trim(tenant: string, below: number): Promise<void>;
  /** Adds what is missing, and raises what is lower. */
  abstract restore(tenant: string, knowledge: PurgeKnowledge): Promise<void>;
  /** Sets the current version of each source, then raises `sourcesSeq`. */
  abstract announce(place: Place, sources: readonly Required<Source>[]): Promise<void>;
  /** Announced versions; ids that nobody announced are absent. Rejects when the list was lost. */
  abstract versions(place: Place, ids: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** Makes all older knowledge of the sources of a place void. */
  abstract restoreSources(place: Place, seq: number): Promise<void>;

  /** Purges of all tenants since then, by the registry's clock. Only where a registry can lose some and go on. */
  async changesSince(_at: number): Promise<readonly RegistryChange[]> {
    return [];
  }

  /** Names the servers that hold the registry now; another name tells that it may have lost its last writes. */
  async incarnation(): Promise<string> {
    return '';
  }

  /** Calls back when the connection to the registry is lost or made anew. */
  onDoubt(_listener: () => void): void {}
}
