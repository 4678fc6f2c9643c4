import * as fc from 'fast-check';
import { plainSearch } from './exact-search.js';
import { nativeSearch } from './native-search.js';

const DIMENSION = 8;
const component = fc.float({ min: -1, max: 1, noNaN: true, noDefaultInfinity: true });
const vector = fc
  .array(component, { minLength: DIMENSION, maxLength: DIMENSION })
  .filter((values) => Math.hypot(...values) > 0.1)
  .map((values) => values.map((value) => value / Math.hypot(...values)));

describe('exact search', () => {
  it('finds the same similarities natively and in plain JavaScript', async () => {
    const native = await nativeSearch();
    fc.assert(
      fc.property(
        fc.array(vector, { minLength: 1, maxLength: 40 }),
        vector,
        fc.integer({ min: 1, max: 6 }),
        (rows, asked, limit) => {
          const matrix = { rows: Float32Array.from(rows.flat()), count: rows.length, dimension: DIMENSION };
          const question = Float32Array.from(asked);
          const [one, other] = [native(matrix, question, limit), plainSearch(matrix, question, limit)];
          expect(one).toHaveLength(Math.min(limit, rows.length));
          one.forEach(({ similarity }, rank) => expect(similarity).toBeCloseTo(other[rank]!.similarity, 4));
        },
      ),
    );
  });

  it('reads only the rows that are in use', async () => {
    const native = await nativeSearch();
    const rows = Float32Array.from([0, 1, 1, 0, 1, 0]);
    const matrix = { rows, count: 1, dimension: 2 };
    for (const search of [native, plainSearch]) {
      expect(search(matrix, Float32Array.from([1, 0]), 4).map(({ row }) => row)).toEqual([0]);
      expect(search({ ...matrix, count: 0 }, Float32Array.from([1, 0]), 4)).toEqual([]);
    }
  });
});
