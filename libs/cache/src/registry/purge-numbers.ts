import { RagCacheError } from '@app/core';
import type { PurgeFact, PurgeFilter, PurgeLog } from '../ports/purge-log.port.js';
import type { RegistryKeeper } from './registry-keeper.js';

/** Servers that took over are believed after about this time. Milliseconds. */
const RETRY_AFTER_MS = 2_000;

/**
 * Gives purges their numbers, by a registry that is believed before and after: one that lost the newest numbers would give one that
 * is too low, and what is older than the purge would live on.
 */
export class PurgeNumbers {
  constructor(
    private readonly purges: PurgeLog,
    private readonly keeper: RegistryKeeper,
  ) {}

  /** @throws RagCacheError `store_unavailable`: the purge was not acknowledged. */
  async add(tenant: string, by: string, named: PurgeFilter): Promise<PurgeFact> {
    const period = this.keeper.trustPeriod;
    if (period === undefined) throw notNow();
    const known = this.keeper.newestPurge(tenant);
    const fact = await this.purges.add(tenant, by, named);
    // A server that lost newer purges gave it: what is older than the purge would live on.
    if (fact.number <= known) this.keeper.doubt();
    else this.keeper.notePurge(tenant, fact);
    if (this.keeper.trustPeriod !== period) throw notNow();
    return fact;
  }
}

function notNow(): RagCacheError {
  const detail =
    'The servers of the registry changed, or its connection broke, and it is looked at before it is relied upon. Try again in a moment.';
  return new RagCacheError('store_unavailable', detail, { retryAfterMs: RETRY_AFTER_MS });
}
