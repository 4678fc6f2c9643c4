import type { Epochs, Source } from '@app/core';
import { Store } from './store.port.js';

/** A wall to act on: the tenant as a whole, or one of its namespaces. */
export interface Wall {
  readonly tenant: string;
  readonly namespace?: string;
}

/** A namespace of a tenant. */
export interface Place {
  readonly tenant: string;
  readonly namespace: string;
}

/** All that a request needs to know about its place, read in one trip. Every number is made like an epoch. */
export interface RegistryState {
  readonly epochs: Epochs;
  /** Raised by purges by tags or model, before they delete. */
  readonly purgeSeq: Epochs;
  /** Raised by each announcement of sources, after its versions are written. */
  readonly sourcesSeq: number;
  /** When the namespace's list of versions came to be; older knowledge of sources is void. */
  readonly sourcesBorn: number;
}

/**
 * Epochs and source versions. A new number is `max(now in ms, old + 1)`; a missing one is created with now, so that whatever
 * is older than the registry's memory is dead: losing the registry can only cause misses.
 */
export abstract class SourceRegistry extends Store {
  abstract read(place: Place): Promise<RegistryState>;
  /** Makes all older entries behind the wall unservable; resolves to the new epoch. */
  abstract raiseEpoch(wall: Wall): Promise<number>;
  /** Stops writes that began before; resolves to the new number. */
  abstract raisePurgeSeq(wall: Wall): Promise<number>;
  /** Sets the current version of each source, then raises `sourcesSeq`. */
  abstract announce(place: Place, sources: readonly Required<Source>[]): Promise<void>;
  /** Announced versions; ids that nobody announced are absent. */
  abstract versions(place: Place, ids: readonly string[]): Promise<ReadonlyMap<string, string>>;
}
