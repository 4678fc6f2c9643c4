import { unsoundPart } from './i-json.js';

const nested = (levels: number): unknown => JSON.parse('['.repeat(levels) + ']'.repeat(levels));

describe('unsoundPart', () => {
  it.each([
    [{ query: 'a\0b' }, 'query', /NUL/],
    [{ context: [{ id: 'a' }, { id: '\ud800' }] }, 'context.1.id', /surrogate/],
    [{ temperature: JSON.parse('1e400') as number }, 'temperature', /number/],
    [{ cache: { '\udc00': 1 } }, 'cache.(unprintable)', /surrogate/],
    [{ 'a name with spaces': { x: '\0' } }, '(unprintable).x', /NUL/],
    ['\0', '', /NUL/],
  ])('finds what is unsound in %j', (body, path, message) => {
    expect(unsoundPart(body)).toEqual({ path, message: expect.stringMatching(message) });
  });

  it('takes 64 levels and refuses 65', () => {
    expect(unsoundPart(nested(64))).toBeUndefined();
    expect(unsoundPart(nested(65))?.message).toMatch(/deeper than 64/);
  });

  it('survives 5,000 levels', () => {
    expect(unsoundPart(nested(5_000))?.message).toMatch(/deeper than 64/);
  });

  it('has nothing against ordinary text in any script', () => {
    expect(unsoundPart({ query: 'Ünïcödé 😀 中文', list: [1, null, true, 'x'] })).toBeUndefined();
  });
});
