import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Figure } from '../../bench/bench-part.js';
import { basics } from '../e2e/stage.js';
import { copiesIn, copyNewest, vectorsIn } from '../support/copied-entries.js';
import { slowestProbe } from '../support/long.answer.js';
import { startService, type Service } from '../support/service.js';
import { startSimulator } from '../support/simulator.js';
import { until } from '../support/timing.js';
import { count, happened, milliseconds } from './figures.js';
import { inTwoSizes } from './in-two-sizes.js';
import { figuresOf, OTHERS, purgeWatched, TAG, TAGGED, type WatchedPurge } from './purges/watched-purge.js';
import { KEY } from './redis.stage.js';
import { Tally } from './purges/tally.js';

/** What a hit, or the live probe, may take beside the deletes; the machine may be busy. Milliseconds. */
const SLOWEST_MS = 300;
/** So few vectors there were at the stop, when a database may note how large its tables are. */
const VECTORS = 2;

/** A SQLite file is left by a clean stop with next to nothing in it, and has grown by the time of the purge. */
export const restarted = inTwoSizes<{ readonly size: number }>({
  name: 'c07',
  title: ({ size }) => `A purge of ${size} answers after a clean stop with ${VECTORS} vectors`,
  sizes: { quick: { size: 20_000 }, thorough: { size: 45_000 } },
  run: ({ size }) => run(size),
});

async function run(size: number): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'ragcache-restarted-'));
  const simulator = await startSimulator();
  const start = () => startService({ ...basics(simulator), DATA_DIR: folder });
  try {
    const first = await start();
    for (let number = 0; number < VECTORS; number++)
      await teach(first, `What is said first, and ${number}th?`);
    await until(() => vectorsIn(folder) === VECTORS);
    const exitCode = await first.stop();
    copyNewest(folder, size);
    const vectors = vectorsIn(folder);
    const figures = await withService(await start(), (service) => trial(service, folder));
    return [
      happened('the stop was a clean one', exitCode === 0),
      happened('each answer had a vector', vectors === size + VECTORS),
      ...figures,
    ];
  } finally {
    await simulator.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function withService<Result>(
  service: Service,
  work: (service: Service) => Promise<Result>,
): Promise<Result> {
  try {
    return await work(service);
  } finally {
    await service.stop();
  }
}

/** What is asked for was written last, and is deleted last. */
async function trial(service: Service, folder: string): Promise<Figure[]> {
  const tally = new Tally();
  await tally.teach([TAGGED, OTHERS], [service]);
  await tally.ask([TAGGED, OTHERS], [service], 20);
  await tally.close();
  let purge: WatchedPurge | undefined;
  const slowest = await slowestProbe(service, async () => void (purge = await purgeWatched([service])));
  return [
    ...figuresOf(purge!, SLOWEST_MS),
    milliseconds('slowest live probe', slowest, SLOWEST_MS),
    count('answers that were not deleted', copiesIn(folder), 0),
  ];
}

async function teach(service: Service, query: string): Promise<void> {
  await service.ask({ query, cache: { tags: [TAG] } }, KEY);
}
