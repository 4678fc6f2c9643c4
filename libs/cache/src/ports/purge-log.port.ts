import type { EntryId } from '@app/core';

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
export interface PurgeKnowledge extends PurgeMarks {
  readonly epoch: number;
  /** The last place in the order of the tenant's calls. */
  readonly order: number;
  readonly facts: readonly PurgeFact[];
}

/** Where the purges of a tenant stand. */
export interface PurgeMarks {
  /** Number of the tenant's newest purge. */
  readonly seq: number;
  /** Purges below this number are forgotten, and answers born before it dead. */
  readonly floor: number;
  /** Raised when lost purges were given back: what was read before has to be read again. */
  readonly revision: number;
}

/** What another process did to a tenant, for those that have to know before they are asked about it. */
export interface PurgeChange {
  readonly tenant: string;
  readonly number: number;
  /** By the registry's clock, epoch milliseconds; rises with each change. */
  readonly at: number;
}

/**
 * The purges of each tenant. None of them has a lifetime that a store might shorten: house-keeping trims them. Methods reject when
 * the store fails.
 */
export abstract class PurgeLog {
  /** Notes a purge: when the promise resolves, every later `read` shows its number. A purge of a whole tenant or namespace raises its epoch to the number. */
  abstract add(tenant: string, by: string, named: PurgeFilter): Promise<PurgeFact>;
  /** Purges with larger numbers, in order, at most `limit`. */
  abstract after(tenant: string, number: number, limit: number): Promise<PurgeFact[]>;
  abstract find(tenant: string, number: number): Promise<(PurgeFact & PurgeProgress) | undefined>;
  /** Adds to what was found before: several processes may work on one purge. What is done stays done. */
  abstract noteProgress(tenant: string, number: number, step: PurgeProgress): Promise<void>;
  /** Purges of the last day whose house-keeping is not done. */
  abstract unfinished(): Promise<readonly PurgeChange[]>;
  /** Forgets purges below the number, and raises the floor to the newest of them. */
  abstract trim(tenant: string, below: number): Promise<void>;
  /** Adds what is missing, and raises what is lower. If there was any of that but the order, the revision grows beyond both. */
  abstract restore(tenant: string, knowledge: PurgeKnowledge): Promise<void>;

  /** Whether the purge outlives the loss of the registry's server: copies have it, as many as the settings ask for, or a disk. */
  async isDurable(_tenant: string, _number: number): Promise<boolean> {
    return true;
  }

  /** Purges of all tenants that were noted later than that one's `at`. Only where a registry can lose some and go on. */
  async changesSince(_at: number): Promise<readonly PurgeChange[]> {
    return [];
  }
}
