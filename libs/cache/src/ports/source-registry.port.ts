import type { Epochs, Source } from '@app/core';
import type { PurgeLog, PurgeMarks } from './purge-log.port.js';
import { Store } from './store.port.js';

/** A namespace of a tenant. */
export interface NamespaceRef {
  readonly tenant: string;
  readonly namespace: string;
}

/** All that a request needs to know about its namespace, read in one trip. */
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

/**
 * Purges, epochs and source versions. A new number is `max(now in ms, old + 1)` by the registry's own clock; a tenant that it
 * doesn't know begins with now, so that whatever is older than its memory is dead: losing the registry can only cause misses.
 * Asking about a namespace leaves nothing behind.
 */
export abstract class SourceRegistry extends Store {
  abstract readonly purges: PurgeLog;
  abstract read(ref: NamespaceRef): Promise<RegistryState>;
  /** The next place in the order of the tenant's calls. */
  abstract order(tenant: string): Promise<number>;
  /** Sets the current version of each source, then raises `sourcesSeq`. */
  abstract announce(ref: NamespaceRef, sources: readonly Required<Source>[]): Promise<void>;
  /** Announced versions; ids that nobody announced are absent. Rejects when the list was lost. */
  abstract versions(ref: NamespaceRef, ids: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** Makes all older knowledge of the sources of a place void. */
  abstract restoreSources(ref: NamespaceRef, seq: number): Promise<void>;

  /** Names the servers that hold the registry now; another name tells that it may have lost its last writes. */
  async incarnation(): Promise<string> {
    return '';
  }

  /** The servers of which a process said that all had the time to give back what they know. `undefined` = none did. */
  async confirmed(): Promise<string | undefined> {
    return this.incarnation();
  }

  async confirm(_incarnation: string): Promise<void> {}

  /**
   * Notes that a process has given the servers of that name all it knows; `undefined` = it ends. Gives what each process of the last
   * seconds noted.
   */
  async answerRoll(_process: string, _servers: string | undefined): Promise<ReadonlyMap<string, string>> {
    return new Map();
  }

  /** Calls back when the connection to the registry is lost or made anew. */
  onDoubt(_listener: () => void): void {}
}
