import { RagCacheError } from '@app/core';
import type { JsonObject } from '@app/llm';
import { isSealedId } from '../answer-ids/id-seal.js';
import type { KnownOwners } from './known-owners.js';
import { referencesIn } from './references.js';

/** The most things that one request may name. Each is looked up, and some thousands take tens of milliseconds. */
const MOST_NAMED = 5_000;

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

  /** The same for everything that a request names. Rejects with `validation_failed` when that is too much to look up. */
  async checkBody(body: JsonObject, access: AccountAccess): Promise<void> {
    const ids = referencesIn(body);
    if (ids.size > MOST_NAMED) throw tooMany();
    await this.check(ids, access);
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

function tooMany(): RagCacheError {
  const detail = `Several tenants share this account of the provider, so one request may name at most ${MOST_NAMED} things in it. Send several requests.`;
  return new RagCacheError('validation_failed', detail);
}
