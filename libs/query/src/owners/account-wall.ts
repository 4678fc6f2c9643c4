import { RagCacheError } from '@app/core';
import type { JsonObject } from '@app/llm';
import { isSealedId } from '../answer-ids/id-seal.js';
import type { KnownOwners } from './known-owners.js';
import { referencesIn } from './references.js';

/** One tenant's way to the account of one provider, which it shares with others. */
export interface AccountAccess {
  readonly tenant: string;
  readonly upstream: string;
}

/** Keeps tenants that share an account away from what the others made in it. */
export class AccountWall {
  constructor(private readonly owners: KnownOwners) {}

  /** Rejects with `not_found` when the tenant is not known to have made all of these. The ids of replayed answers were checked before. */
  async check(ids: Iterable<string>, { tenant, upstream }: AccountAccess): Promise<void> {
    const asked = [...ids].filter((id) => !isSealedId(id)).map((id) => ({ upstream, id }));
    const owned = new Set(await this.owners.ownedBy(tenant, asked));
    const foreign = asked.find((resource) => !owned.has(resource));
    if (foreign) throw notMade(foreign.id);
  }

  /** The same for everything that a request names. */
  checkBody(body: JsonObject, access: AccountAccess): Promise<void> {
    return this.check(referencesIn(body), access);
  }
}

/** Says the same of what another tenant made and of what nobody made, so that nobody learns which ids exist. */
function notMade(id: string): RagCacheError {
  const shown = id.length > 64 ? `${id.slice(0, 64)}…` : id;
  return new RagCacheError(
    'not_found',
    `There is nothing called ${JSON.stringify(shown)} that you made through this service. Several tenants share this account of the provider, so each reaches only its own. Your operator can open the account to all of them with PASS_SHARED=true.`,
  );
}
