import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keyOf, scopeOf, SilentSignals, SystemClock, type EntryId } from '@app/core';
import { CacheEnv, openStores, type VectorIndex } from '@app/cache';
import type { BenchPart, Figure } from '../bench-part.js';
import { median, quantile } from '../statistics.js';

const SIZES = [1_000, 10_000, 50_000];
const SEARCHES = 200;
const DIMENSION = 384;
const SPACE = { model: 'bench', dimension: DIMENSION, version: 'v1', languages: ['en'] };
const HOUR = 3_600_000;
const PLACE = {
  tenant: 'bench',
  scope: scopeOf({ tenant: 'bench', namespace: 'default', endpoint: 'query', profile: {} }),
  epochs: { tenant: 1, namespace: 1 },
};

/** The nearest four of one scope, in the embedded index, and how long a start takes with that many vectors. */
export const search: BenchPart = {
  name: 'search',
  title: 'Search in one scope of the embedded index',
  async run() {
    const folder = mkdtempSync(join(tmpdir(), 'ragcache-bench-'));
    try {
      return await growAndSearch(folder);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

async function growAndSearch(folder: string): Promise<Figure[]> {
  const figures: Figure[] = [];
  let filled = 0;
  for (const size of SIZES) {
    const stores = await open(folder);
    for (; filled < size; filled++) await add(stores.vectors, filled);
    figures.push(...(await searched(stores.vectors, size)));
    await stores.close();
    const started = performance.now();
    await (await open(folder)).close();
    figures.push({ name: `start with ${size} vectors`, value: performance.now() - started, unit: 'ms' });
  }
  return figures;
}

function open(folder: string) {
  const environment = Object.assign(new CacheEnv(), { DATA_DIR: folder });
  return openStores({ environment, space: SPACE, clock: new SystemClock(), signals: new SilentSignals() });
}

async function add(index: VectorIndex, number: number): Promise<void> {
  const key = keyOf(PLACE.scope, `question ${number}`);
  await index.add({
    ...PLACE,
    key,
    entryId: String(number) as EntryId,
    keepUntil: Date.now() + HOUR,
    vector: randomUnit(),
  });
}

async function searched(index: VectorIndex, size: number): Promise<Figure[]> {
  const times: number[] = [];
  for (let number = 0; number < SEARCHES; number++) {
    const vector = randomUnit();
    const started = performance.now();
    await index.nearest({ ...PLACE, vector, now: Date.now(), limit: 4 });
    times.push(performance.now() - started);
  }
  const bound = size === 10_000 ? { bound: 2 } : {};
  return [
    { name: `search among ${size}, p50`, value: median(times), unit: 'ms', ...bound },
    { name: `search among ${size}, p99`, value: quantile(times, 0.99), unit: 'ms' },
  ];
}

function randomUnit(): Float32Array {
  const vector = Float32Array.from({ length: DIMENSION }, () => Math.random() - 0.5);
  const length = Math.hypot(...vector);
  return vector.map((value) => value / length);
}
