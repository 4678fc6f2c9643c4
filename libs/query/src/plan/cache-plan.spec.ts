import type { Directives } from '../query-command.js';
import type { Lookup } from '../request.js';
import { cachePlanOf, type CachePlan } from './cache-plan.js';

const BYPASSED = { bypass: 'use-cache-false' } as const;
const SWITCHED_OFF = { bypass: 'cache-mode-off' } as const;
const UNCACHEABLE = { isUncacheable: true };
const VOLATILE = { isNeverStored: true };

const [noCache, noStore, onlyIfCached] = [{ noCache: true }, { noStore: true }, { onlyIfCached: true }];

type Facts = Pick<Lookup, 'bypass' | 'isUncacheable' | 'isNeverStored'>;
type Row = [Facts, Directives, expected: Partial<CachePlan>];

describe('cachePlanOf', () => {
  it.each<Row>([
    [{}, {}, { read: 'tiers', call: 'join' }],
    [{}, { maxAgeMs: 5 }, { read: 'tiers', call: 'join' }],
    [{}, noStore, { read: 'tiers', call: 'alone', notStoring: 'not-asked-to' }],
    [{}, onlyIfCached, { read: 'tiers', call: 'refuse' }],
    [{}, { ...onlyIfCached, ...noStore }, { read: 'tiers', call: 'refuse' }],
    [{}, noCache, { read: 'state', call: 'replace' }],
    [{}, { ...noCache, ...noStore }, { read: 'nothing', call: 'alone', notStoring: 'not-asked-to' }],
    [{}, { ...noCache, ...onlyIfCached }, { read: 'nothing', call: 'refuse' }],
    [BYPASSED, {}, { read: 'nothing', call: 'alone', notStoring: 'not-asked-to' }],
    [BYPASSED, onlyIfCached, { read: 'nothing', call: 'alone', notStoring: 'not-asked-to' }],
    [
      BYPASSED,
      { ...noCache, ...onlyIfCached },
      { read: 'nothing', call: 'alone', notStoring: 'not-asked-to' },
    ],
    [{ bypass: 'mode-off' }, onlyIfCached, { read: 'nothing', call: 'alone', notStoring: 'not-asked-to' }],
    [SWITCHED_OFF, {}, { read: 'nothing', call: 'alone', notStoring: 'not-asked-to' }],
    [SWITCHED_OFF, onlyIfCached, { read: 'nothing', call: 'refuse' }],
    [UNCACHEABLE, {}, { read: 'nothing', call: 'alone', notStoring: 'uncacheable' }],
    [UNCACHEABLE, noCache, { read: 'nothing', call: 'alone', notStoring: 'uncacheable' }],
    [UNCACHEABLE, onlyIfCached, { read: 'nothing', call: 'refuse' }],
    [
      { ...BYPASSED, ...UNCACHEABLE },
      onlyIfCached,
      { read: 'nothing', call: 'alone', notStoring: 'not-asked-to' },
    ],
    [VOLATILE, {}, { read: 'nothing', call: 'alone', notStoring: 'volatile' }],
    [VOLATILE, onlyIfCached, { read: 'nothing', call: 'refuse' }],
    [{ ...UNCACHEABLE, ...VOLATILE }, {}, { read: 'nothing', call: 'alone', notStoring: 'uncacheable' }],
  ])('of %j with %j is %j', (facts, directives, expected) => {
    const { read, call, notStoring } = cachePlanOf({ ...facts, directives } as Lookup);
    expect({ read, call, notStoring }).toEqual({ notStoring: undefined, ...expected });
  });

  it.each<[Facts, Directives, object]>([
    [{}, {}, { kind: 'miss', collapsed: false }],
    [{}, noCache, { kind: 'refresh' }],
    [BYPASSED, noCache, { kind: 'bypass', reason: 'use-cache-false' }],
    [UNCACHEABLE, noCache, { kind: 'miss', collapsed: false }],
    [VOLATILE, {}, { kind: 'miss', collapsed: false, notStored: 'volatile' }],
  ])('reports the call of %j with %j as %j', (facts, directives, forwarded) => {
    expect(cachePlanOf({ ...facts, directives } as Lookup).forwarded).toEqual(forwarded);
  });
});
