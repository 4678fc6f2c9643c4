import { hasTooManyValues, MAX_VALUES } from './value-count.js';

const judged = (json: string) => hasTooManyValues(Buffer.from(json));
const items = (count: number, item = '0') => `[${Array(count).fill(item).join()}]`;
const members = (count: number) => `{${Array.from({ length: count }, (_, at) => `"f${at}":1`).join()}}`;
/** What JSON marks would be outside of a string. */
const MARKS = '{[,:]}'.repeat(MAX_VALUES);

describe('hasTooManyValues', () => {
  it.each([
    ['items', items(MAX_VALUES), items(MAX_VALUES + 1)],
    ['members', members(MAX_VALUES), members(MAX_VALUES + 1)],
    [
      'objects, their members too',
      items(MAX_VALUES / 2 - 1, '{"a":1}'),
      items(MAX_VALUES / 2 + 1, '{"a":1}'),
    ],
    ['empty objects, counted twice', items(MAX_VALUES / 2 - 1, '{}'), items(MAX_VALUES / 2 + 1, '{}')],
    ['levels', '['.repeat(MAX_VALUES), '['.repeat(2 * MAX_VALUES)],
  ])('counts %s', (_, most, more) => {
    expect([judged(most), judged(more)]).toEqual([false, true]);
  });

  it.each([
    ['marks in a text', JSON.stringify({ query: MARKS })],
    ['marks in a name', JSON.stringify({ [MARKS]: 1 })],
    ['marks behind quotation marks in a text', JSON.stringify(`"${MARKS}"`)],
    ['marks behind backslashes in a text', JSON.stringify(`\\\\"\\${MARKS}\\`)],
  ])('counts no %s', (_, json) => {
    expect(judged(json)).toBe(false);
  });

  it('counts on after a text that ends in a backslash', () => {
    expect(judged(`["\\\\",${items(MAX_VALUES)}]`)).toBe(true);
  });
});
