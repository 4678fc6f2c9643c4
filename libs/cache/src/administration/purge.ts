import type { EntryId } from '@app/core';
import { questionDigest } from '../adapters/question-digest.js';
import type { PendingEntries } from '../pending/pending-entries.js';
import type { PurgeFact, PurgeFilter, PurgeLog, PurgeProgress } from '../ports/purge-log.port.js';
import type { PurgeNumbers } from '../registry/purge-numbers.js';
import type { HouseKeeping } from './house-keeping.js';

/** What is to be forgotten, inside one tenant: everything, or what all given members name (several tags with OR). */
export interface PurgeOrder {
  readonly tenant: string;
  /** Id of the API key that asks for it. */
  readonly by: string;
  readonly id?: EntryId;
  readonly namespace?: string;
  readonly tags?: readonly string[];
  readonly model?: string;
  /** To the letter. */
  readonly question?: string;
  /** Id of the API key whose requests were answered. */
  readonly writer?: string;
}

/** A purge that is obeyed from now on. */
export interface PurgeReceipt extends PurgeFact, PurgeProgress {}

/** A purge that was just noted. */
export interface NewPurge extends PurgeReceipt {
  /** `false` = it is obeyed, but would be lost if the registry's server and all processes of the service were lost now. */
  readonly isDurable: boolean;
}

export interface PurgeTools {
  readonly purges: PurgeLog;
  readonly numbers: PurgeNumbers;
  readonly pending: PendingEntries;
  readonly houseKeeping: HouseKeeping;
}

/** How long a purge waits for its house-keeping, so that a small one can say how much it found. Milliseconds. */
const PATIENCE_MS = 250;

/** Forgets answers. A purge is obeyed by all replicas from the moment its number is raised. */
export class Purge {
  constructor(private readonly tools: PurgeTools) {}

  /** Rejects when it is not known whether the purge was noted; it may be obeyed all the same. */
  async run({ tenant, by, ...order }: PurgeOrder): Promise<NewPurge> {
    const { purges, numbers, pending } = this.tools;
    const named = filterOf(order);
    const fact = await numbers.add(tenant, by, named);
    const dropped = pending.remove({ tenant, ...named, bornBefore: fact.number }).map(({ id }) => id);
    const [isDurable, progress] = await Promise.all([
      purges.isDurable(tenant, fact.number).catch(() => false),
      this.beginHouseKeeping(tenant, fact, dropped),
    ]);
    return { ...fact, ...progress, isDurable };
  }

  /** The tenant's own purges only. */
  find(tenant: string, number: number): Promise<PurgeReceipt | undefined> {
    return this.tools.purges.find(tenant, number);
  }

  /** What fails, or takes longer, is done later. */
  private async beginHouseKeeping(
    tenant: string,
    fact: PurgeFact,
    dropped: readonly EntryId[],
  ): Promise<PurgeProgress> {
    const run = this.tools.houseKeeping.run(tenant, fact, dropped).catch(() => undefined);
    let timer: NodeJS.Timeout | undefined;
    const later = new Promise<undefined>((resolve) => {
      timer = setTimeout(resolve, PATIENCE_MS, undefined);
    });
    const done = await Promise.race([run, later]).finally(() => clearTimeout(timer));
    return done ?? (await this.progressOf(tenant, fact));
  }

  private async progressOf(tenant: string, { number }: PurgeFact): Promise<PurgeProgress> {
    const noted = await this.tools.purges.find(tenant, number).catch(() => undefined);
    return { found: noted?.found ?? 0, isDone: noted?.isDone ?? false };
  }
}

function filterOf({ question, ...named }: Omit<PurgeOrder, 'tenant' | 'by'>): PurgeFilter {
  return { ...named, ...(question === undefined ? {} : { question: questionDigest(question) }) };
}
