import type { Answer, Clock } from '@app/core';
import { isObject, objectsIn } from '@app/llm';
import type { ResolvedDropIn } from '../drop-in/drop-in.types.js';
import type { KnownOwners } from './known-owners.js';

const DAY_MS = 86_400_000;

/** Notes whose answers a provider keeps, so that their tenant can come back to them. */
export class KeptAnswers {
  constructor(
    private readonly owners: KnownOwners,
    private readonly clock: Clock,
    private readonly keepDays: number,
  ) {}

  /** Known to this process at once, and to others soon after. */
  note({ raw }: Answer, { wire, ask, provider }: ResolvedDropIn): void {
    const isKept = wire?.isKept ?? wire?.profile['store'] === true;
    if (!isKept || !isObject(raw)) return;
    const ids = [raw, ...objectsIn(raw['output'])].map(({ id }) => id);
    const keepUntil = this.clock.now() + this.keepDays * DAY_MS;
    const claims = ids
      .filter((id): id is string => typeof id === 'string')
      .map((id) => ({ upstream: provider, id, tenant: ask.tenant, keepUntil }));
    void this.owners.claim(claims);
  }
}
