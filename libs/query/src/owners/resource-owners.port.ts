import { Store } from '@app/cache';

/** The id of something in a provider's account: a file, a batch, a kept answer. */
export interface Resource {
  /** The upstream whose account it is in. */
  readonly upstream: string;
  readonly id: string;
}

/** One text per resource, for maps. */
export function nameOf({ upstream, id }: Resource): string {
  return JSON.stringify([upstream, id]);
}

/** The tenant to whom something belongs. */
export interface Claim extends Resource {
  readonly tenant: string;
  /** Epoch milliseconds, after which nobody need know it; absent = it is known for good. */
  readonly keepUntil?: number;
}

/** Remembers which tenant made what in the accounts of the providers. Several processes may share it. */
export abstract class ResourceOwners extends Store {
  /** The first claim counts: a later one of another tenant changes nothing. Resolves once all are remembered. */
  abstract claim(claims: readonly Claim[]): Promise<void>;
  /** The tenant of each resource, in the same order; undefined = nobody is known to have made it. */
  abstract ownersOf(resources: readonly Resource[]): Promise<readonly (string | undefined)[]>;
}
