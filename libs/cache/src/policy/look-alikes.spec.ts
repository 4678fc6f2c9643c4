import { LOOK_ALIKES, type LookAlike } from '../../testing/look-alikes.js';
import { canonicalText } from './canonical-text.js';
import { ReusePolicy } from './reuse.policy.js';

const policy = ReusePolicy.create({ languages: ['en'] });

/** Which tier would give one text's answer to the other, were their vectors the same. */
function tierOf([one, other]: LookAlike): 'canonical' | 'semantic' | 'none' {
  const text = canonicalText(one);
  if (text !== undefined && text === canonicalText(other)) return 'canonical';
  const eligible = policy.eligible(one).pass && policy.eligible(other).pass;
  const verdict = policy.judge({ asked: one, stored: other, similarity: 1, threshold: 0.95 });
  return eligible && verdict.pass ? 'semantic' : 'none';
}

describe('look-alikes', () => {
  const all = Object.values(LOOK_ALIKES).flat();

  it('are at least 400', () => expect(all.length).toBeGreaterThanOrEqual(400));

  it('are served in at most 1 % of cases', () => {
    const served = all.map((pair) => [...pair, tierOf(pair)]).filter(([, , tier]) => tier !== 'none');
    expect(served.slice(Math.floor(all.length / 100))).toEqual([]);
  });

  it('never share a canonical key', () => {
    expect(all.filter((pair) => tierOf(pair) === 'canonical')).toEqual([]);
  });
});
