import * as fc from 'fast-check';
import { matches } from './model.pattern.js';

describe('a pattern of models', () => {
  it.each([
    ['gpt-4o', 'gpt-4o', true],
    ['gpt-4o', 'gpt-4o-mini', false],
    ['*', '', true],
    ['gpt-*', 'gpt-', true],
    ['*-mini', 'gpt-4o-mini', true],
    ['a*a', 'a', false],
    ['a*b*c', 'axbxc', true],
    ['a*bc*c', 'abc', false],
    ['**', 'x', true],
    ['g.t', 'gpt', false],
  ])('%s and the model %j: %j', (pattern, model, isMatch) => expect(matches(pattern, model)).toBe(isMatch));

  it('matches what a regular expression would', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '.', '*'), maxLength: 8 });
    const name = fc.string({ unit: fc.constantFrom('a', 'b', '.'), maxLength: 8 });
    fc.assert(
      fc.property(text, name, (pattern, model) => {
        const source = pattern.replaceAll('.', '\\.').replaceAll('*', '.*');
        expect(matches(pattern, model)).toBe(new RegExp(`^${source}$`, 's').test(model));
      }),
      { numRuns: 2_000 },
    );
  });

  it('is matched in no time, whatever its stars', () => {
    const startedAt = performance.now();
    matches(`${'*a'.repeat(100)}*b`, 'a'.repeat(1_000_000));
    expect(performance.now() - startedAt).toBeLessThan(500);
  });
});
