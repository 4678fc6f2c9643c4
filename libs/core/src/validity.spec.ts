import { anEntry } from '../testing/entries.js';
import { judge, type Asker } from './validity.js';

const entry = anEntry({ createdAt: 1_000, expiresAt: 2_000, epochs: { tenant: 5, namespace: 7 } });
const asker: Asker = {
  tenant: entry.tenant,
  scope: entry.scope,
  epochs: { tenant: 5, namespace: 7 },
  purgeFloor: 1,
  now: 1_500,
};

describe('judge', () => {
  it('lets a fresh entry of the same tenant, scope and epochs be served', () => {
    expect(judge(entry, asker)).toEqual({ valid: true });
  });

  it.each<[string, Partial<Asker>]>([
    ['tenant', { tenant: 'other' }],
    ['scope', { scope: anEntry({ model: 'another' }).scope }],
    ['epoch', { epochs: { tenant: 6, namespace: 7 } }],
    ['epoch', { epochs: { tenant: 5, namespace: 8 } }],
    ['epoch', { epochs: { tenant: 4, namespace: 7 } }],
    ['purged', { purgeFloor: 2 }],
    ['expired', { now: 2_000 }],
    ['too-old', { maxAgeMs: 499 }],
    ['future', { now: -1 }],
  ])('rejects another %s', (reason, change) => {
    expect(judge(entry, { ...asker, ...change })).toEqual({ valid: false, reason });
  });

  it('serves an entry of a replica whose clock is a little ahead', () => {
    expect(judge(entry, { ...asker, now: 0 })).toEqual({ valid: true });
  });

  it('serves to the last millisecond of freshness and of the asked age', () => {
    expect(judge(entry, { ...asker, now: 1_999, maxAgeMs: 999 })).toEqual({ valid: true });
  });
});
