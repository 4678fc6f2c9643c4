import { InProcessWorld } from '../../testing/purge-model/in-process.world.js';
import { playHistories } from '../../testing/purge-model/run-histories.js';

/** `npm run test:e2e` plays 500. More on demand: PURGE_MODEL_RUNS=20000, and PURGE_MODEL_SEED to play the same ones again. */
const RUNS = Number(process.env.PURGE_MODEL_RUNS ?? 50);

describe('Purges over three replicas', () => {
  const open = async () => new InProcessWorld();

  it('serves what is stored, and nothing that was purged, in histories without faults', async () => {
    const counts = await playHistories({ runs: Math.ceil(RUNS / 5), isCalm: true, open });
    expect(counts.hits).toBeGreaterThan(counts.histories * 2);
  }, 120_000);

  it('serves nothing that was purged, whatever fails', async () => {
    const counts = await playHistories({ runs: RUNS, open });
    expect(counts.hits).toBeGreaterThan(counts.histories * 2);
    expect(counts.refusals).toBeGreaterThan(counts.histories);
  }, 600_000);
});
