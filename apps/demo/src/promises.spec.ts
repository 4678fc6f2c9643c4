import type { Played } from './performance.js';
import { brokenPromises } from './promises.js';
import type { Scene } from './scenes.js';

const scene: Scene = { tenant: 'search', query: 'How?', shows: 'something', expected: 'model' };
const asked: Played = {
  scene,
  ...{ origin: 'model', response: 'So.', milliseconds: 1, cacheStatus: 'ragcache; fwd=miss; stored' },
};
const hit: Played = {
  ...asked,
  ...{ scene: { ...scene, expected: 'semantic' }, origin: 'semantic', similarity: '0.9774', tokensSaved: 57 },
};
const trap: Played = {
  ...asked,
  ...{ scene: { ...scene, isTrap: true }, similarity: '0.9720', refusedBy: 'guard-polarity' },
};

describe('the promises of a scene', () => {
  it.each([
    ['a miss', asked],
    ['a hit', hit],
    ['a refused trap', trap],
  ])('are kept by %s', (_, played) => {
    expect(brokenPromises(played, [asked])).toEqual([]);
  });

  it.each<[string, Played, RegExp]>([
    ['a miss instead of a hit', { ...hit, origin: 'model' }, /came from model, not semantic/],
    ['a hit instead of a miss', { ...asked, origin: 'exact' }, /came from exact, not model/],
    ['a hit by another tier', { ...hit, origin: 'exact' }, /came from exact, not semantic/],
    ['a trap that was served', { ...trap, origin: 'semantic' }, /came from semantic/],
    ['a trap too far away to be one', { ...trap, refusedBy: 'similarity' }, /refused by similarity/],
    ['a trap that nothing refused', { ...trap, refusedBy: undefined }, /refused by nothing/],
    ['a trap below the threshold', { ...trap, similarity: '0.91' }, /no look-alike: similarity 0.91/],
    ['a trap without a similarity', { ...trap, similarity: undefined }, /no look-alike/],
    ['an answer never given before', { ...hit, response: 'Other.' }, /none that this tenant/],
    ['a hit that saved nothing', { ...hit, tokensSaved: undefined }, /saved no tokens/],
    ['a hit below the threshold', { ...hit, similarity: '0.9' }, /below the threshold/],
  ])('are broken by %s', (_, played, what) => {
    expect(brokenPromises(played, [asked])).toEqual([expect.stringMatching(what)]);
  });

  it('are broken by an answer that another tenant was given', () => {
    const theirs: Played = { ...asked, scene: { ...scene, tenant: 'support' } };
    expect(brokenPromises(hit, [theirs])).toEqual([expect.stringMatching(/none that this tenant/)]);
  });
});
