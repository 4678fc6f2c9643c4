import type { RegistryState } from '@app/cache';
import type { Lookup } from '../request.js';
import { cachePlanOf } from './cache-plan.js';
import { callPlanOf, type Miss } from './call-plan.js';

const state = { epochs: { tenant: 3, namespace: 4 }, purges: { seq: 5 } } as RegistryState;
const FOUND: Miss = { kind: 'miss', state, declined: { reason: 'below-threshold' } } as unknown as Miss;
const UNKNOWN: Miss = { kind: 'miss' };

const lookup = (parts: Partial<Lookup> = {}) => ({ ask: { key: 'k' }, ...parts }) as Lookup;
const plan = (parts: Partial<Lookup>, miss: Miss) =>
  callPlanOf(lookup(parts), cachePlanOf(lookup(parts)), miss);

describe('callPlanOf', () => {
  it('shares a call among requests between the same two purges, and stores its answer after a recheck', () => {
    expect(plan({}, FOUND)).toEqual({
      ...{ sharing: 'join', key: 'k:3:4:5' },
      store: { store: true, ask: { key: 'k', state }, recheck: true },
      forwarded: { kind: 'miss', collapsed: false, declined: FOUND.declined },
    });
  });

  it('stores a refreshing answer without a recheck', () => {
    expect(plan({ directives: { noCache: true } }, { kind: 'miss', state })).toMatchObject({
      ...{ sharing: 'replace', key: 'k:3:4:5', forwarded: { kind: 'refresh' } },
      store: { store: true, recheck: false },
    });
  });

  it.each([
    ['join', {}],
    ['replace', { directives: { noCache: true } }],
  ])('stores nothing while the registry is unknown, but still shares the call: %s', (sharing, parts) => {
    expect(plan(parts, UNKNOWN)).toMatchObject({
      ...{ sharing, key: 'k:unknown' },
      store: { store: false, reason: 'registry-unavailable' },
    });
  });

  it.each([
    ['not-asked-to', { directives: { noStore: true } }, FOUND],
    ['not-asked-to', { bypass: 'rule-off' } as const, UNKNOWN],
    ['uncacheable', { isUncacheable: true }, UNKNOWN],
    ['volatile', { isNeverStored: true }, UNKNOWN],
  ])('makes a call alone and stores nothing: %s', (reason, parts, miss) => {
    expect(plan(parts, miss)).toMatchObject({ sharing: 'alone', store: { store: false, reason } });
  });
});
