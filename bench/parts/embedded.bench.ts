import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CacheEnv, openStores, type Stores } from '@app/cache';
import { SilentSignals, SystemClock, type CacheKey } from '@app/core';
import type { BenchPart, Figure } from '../bench-part.js';
import { fill, SPACE, type Filling } from './embedded/fill.js';
import { longestPause } from './embedded/loop-pauses.js';
import { takeSlowest, timeStatements } from './embedded/statement-times.js';
import { eventually, recordFor } from './embedded/work.js';

const MILLION: Filling = { entries: 1_000_000, vectors: 0, expired: 20_000 };
const WITH_VECTORS: Filling = { entries: 38_000, vectors: 38_000, expired: 0 };
const STATEMENT_BOUND_MS = 10;
const PAUSE_BOUND_MS = 15;

type Work = readonly [name: string, work: (stores: Stores) => Promise<unknown>];

/** What each kind of work takes at a million entries, after 2% of them are over the bounds and 2% expired. */
const AT_A_MILLION: readonly Work[] = [
  ['ping', ({ entries }) => entries.ping()],
  ['find', ({ entries }) => entries.find('0'.repeat(64) as CacheKey)],
  ['a scrape', async ({ entries }) => [entries.size(), entries.bytes()]],
  ['count by namespace', ({ entries }) => entries.countByNamespace('acme')],
  ['hits of 5,000', ({ entries }) => entries.recordHits(hitsOf(5_000))],
  ['purge by question', ({ entries }) => entries.remove({ tenant: 'acme', question: 'no digest' })],
  ['purge of a tag, 20,000', ({ entries }) => entries.remove({ tenant: 'acme', tags: ['t1'] })],
  ['purge of a rare model', ({ entries }) => entries.remove({ tenant: 'globex', model: 'rare' })],
  ['200 saves, which sweep and evict 40,000', saveAndEvict],
];

/** The embedded stores with a million entries, and a purge of 20,000 of 38,000 with vectors. */
export const embedded: BenchPart = {
  name: 'embedded',
  title: 'The embedded stores when they are full',
  async run() {
    timeStatements();
    return [...(await atAMillion()), ...(await purgeWithVectors())];
  },
};

function atAMillion(): Promise<Figure[]> {
  return withFolder(async (folder) => {
    await (await open(folder)).close();
    fill(join(folder, 'ragcache.db'), MILLION);
    let stores!: Stores;
    takeSlowest();
    const figures = await measured('open', async () => (stores = await open(folder, 960_000)));
    for (const [name, work] of AT_A_MILLION) figures.push(...(await measured(name, () => work(stores))));
    figures.push(...(await measured('close', () => stores.close())));
    return figures;
  });
}

/** After a clean stop with two vectors, when the statistics of SQLite once made every delete a scan. */
function purgeWithVectors(): Promise<Figure[]> {
  return withFolder(async (folder) => {
    await (await open(folder)).close();
    fill(join(folder, 'ragcache.db'), { entries: 2, vectors: 2, expired: 0 });
    await (await open(folder)).close();
    fill(join(folder, 'ragcache.db'), WITH_VECTORS);
    const stores = await open(folder);
    takeSlowest();
    const figures = await measured('purge of 20,000 of 38,000 with vectors', async () => {
      const gone = await stores.entries.remove({ tenant: 'acme', writer: 'key-1' });
      gone.push(...(await stores.entries.remove({ tenant: 'acme', writer: 'key-2' })));
      await stores.vectors.remove(gone.map(({ key, id }) => ({ key, entryId: id })));
    });
    await stores.close();
    return figures;
  });
}

async function measured(name: string, work: () => Promise<unknown>): Promise<Figure[]> {
  const started = performance.now();
  const pause = await longestPause(work);
  const { sql, ms } = takeSlowest();
  return [
    {
      name: `${name}: longest statement (${sql.slice(0, 60)})`,
      value: ms,
      unit: 'ms',
      bound: STATEMENT_BOUND_MS,
    },
    { name: `${name}: longest pause of the loop`, value: pause, unit: 'ms', bound: PAUSE_BOUND_MS },
    { name: `${name}: in all`, value: performance.now() - started, unit: 'ms' },
  ];
}

async function saveAndEvict({ entries }: Stores): Promise<void> {
  for (let number = 0; number < 200; number++) await entries.save(recordFor(number));
  await eventually(() => entries.size()! <= 960_000);
}

function hitsOf(count: number) {
  const accessedAt = Date.now();
  return Array.from({ length: count }, (_, number) => ({
    ...{ key: (number * 199).toString(16).padStart(64, '0') as CacheKey, hits: 1, accessedAt },
  }));
}

function open(folder: string, entries = 10_000_000): Promise<Stores> {
  const settings = { DATA_DIR: folder, MAX_ENTRIES: entries };
  const environment = Object.assign(new CacheEnv(), settings);
  return openStores({ environment, space: SPACE, clock: new SystemClock(), signals: new SilentSignals() });
}

async function withFolder<Result>(work: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'ragcache-bench-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
