import { anEntry } from '@app/core/testing';
import type { CacheKey, EntryId } from '@app/core';
import type { VectorPoint } from '../../ports/vector-index.port.js';
import { plainSearch, type Matrix } from './exact-search.js';
import { VectorMemory } from './vector-memory.js';

const DIMENSION = 2;
const BLOCK = 4_096;
const { tenant, scope, epochs } = anEntry();

/** A unit vector at this angle, in degrees, to what is asked for. */
function at(degrees: number): Float32Array {
  const angle = (degrees / 180) * Math.PI;
  return Float32Array.from([Math.cos(angle), Math.sin(angle)]);
}

describe('vectors in memory', () => {
  const scanned: Matrix[] = [];
  let memory: VectorMemory;
  const point = (number: number, parts: Partial<VectorPoint> = {}): VectorPoint => ({
    ...{ tenant, scope, epochs, keepUntil: 1_000, vector: at(90) },
    key: `${number}` as CacheKey,
    entryId: `entry ${number}` as EntryId,
    ...parts,
  });
  const fill = (count: number, vectors: Record<number, Float32Array> = {}) => {
    for (let number = 0; number < count; number++)
      memory.put(point(number, { vector: vectors[number] ?? at(90) }));
  };
  const nearest = async (limit: number, now = 0) => {
    const found = await memory.nearest({ tenant, scope, epochs, now, vector: at(0), limit });
    return found.map(({ key }) => Number(key));
  };

  beforeEach(() => {
    scanned.length = 0;
    memory = new VectorMemory(DIMENSION, (matrix, ...rest) => {
      scanned.push(matrix);
      return plainSearch(matrix, ...rest);
    });
  });

  it('are scanned twice at most, however many of them are expired', async () => {
    fill(3_000);
    memory.put(point(3_000, { keepUntil: 1_001 }));
    expect(await nearest(4, 1_000)).toEqual([3_000]);
    expect(scanned).toHaveLength(2);
    expect(memory.size).toBe(1);
  });

  it('let other work have its turn while the expired ones are forgotten', async () => {
    fill(3_000);
    const searching = nearest(4, 1_000);
    await new Promise((resolve) => setImmediate(resolve));
    expect(memory.size).toBeGreaterThan(0);
    expect(await searching).toEqual([]);
    expect(memory.size).toBe(0);
  });

  it('take no more room than one row where a scope has one', async () => {
    fill(1);
    await nearest(1);
    expect(scanned[0]!.rows).toHaveLength(DIMENSION);
  });

  it('lie in blocks, so that growing copies little, and are found in all of them', async () => {
    fill(3 * BLOCK, { 0: at(30), [BLOCK]: at(10), [BLOCK + 1]: at(40), [3 * BLOCK - 1]: at(20) });
    expect(await nearest(3)).toEqual([BLOCK, 3 * BLOCK - 1, 0]);
    expect(scanned.map(({ rows }) => rows.length)).toEqual(Array(3).fill(BLOCK * DIMENSION));
  });

  it('stay findable while others are forgotten and added, across blocks', async () => {
    fill(BLOCK + 2, { 7: at(10), [BLOCK]: at(20), [BLOCK + 1]: at(30) });
    [5, 7, 6].forEach((number) => memory.drop(point(number).key));
    expect(await nearest(2)).toEqual([BLOCK, BLOCK + 1]);
    memory.put(point(8, { vector: at(25) }));
    fill(7);
    memory.put(point(9_000, { vector: at(5) }));
    expect(await nearest(4)).toEqual([9_000, BLOCK, 8, BLOCK + 1]);
    expect(memory.size).toBe(BLOCK + 2);
  });

  it('are swept in every scope, even where nobody searches', async () => {
    for (let number = 0; number < 250; number++)
      memory.put(
        point(number, { scope: `scope ${number}` as typeof scope, keepUntil: 1_000 + (number % 2) }),
      );
    await memory.sweep(1_000);
    expect(memory.size).toBe(125);
  });
});
