import * as fc from 'fast-check';
import { calmHistories, histories } from './commands.js';
import { Ledger } from './ledger.js';
import { System, type World } from './system.js';

export interface HistoryCounts {
  histories: number;
  hits: number;
  misses: number;
  /** Misses of questions whose answer was sent to the store, and purged. */
  refusals: number;
  purges: number;
}

export interface HistoryOptions {
  readonly runs: number;
  readonly isCalm?: boolean;
  readonly open: () => Promise<World>;
}

/** Plays histories until one goes wrong; then it rejects with the shortest that was found, and its seed. */
export async function playHistories({ runs, isCalm, open }: HistoryOptions): Promise<HistoryCounts> {
  const counts = { histories: 0, hits: 0, misses: 0, refusals: 0, purges: 0 };
  const seed = Number(process.env.PURGE_MODEL_SEED ?? Date.now() % 2 ** 31);
  const commands = isCalm ? calmHistories() : histories();
  const property = fc.asyncProperty(fc.boolean(), commands, async (isForgetful, steps) => {
    const world = await open();
    const ledger = new Ledger();
    const system = new System(world, ledger, isForgetful);
    await system.start(3);
    const setup = () => ({ model: ledger, real: system });
    await fc.asyncModelRun(setup, steps).finally(() => system.end());
    counts.histories++;
    counts.hits += ledger.hits;
    counts.misses += ledger.misses;
    counts.refusals += ledger.refusals;
    counts.purges += ledger.purges.length;
  });
  // Else the first histories would be short ones, in which little happens.
  await fc.assert(property, { numRuns: runs, seed, unbiased: true });
  return counts;
}
