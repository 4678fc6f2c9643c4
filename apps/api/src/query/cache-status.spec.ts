import { TIERS, GUARD_NAMES } from '@app/cache';
import type { CacheOutcome } from '@app/query';
import { parseList, serializeList, Token, type BareItem, type Parameters } from 'structured-headers';
import { cacheStatusOf } from './cache-status.js';

const hit = (parts: object): CacheOutcome =>
  ({
    kind: 'hit',
    tier: 'exact',
    entryId: '0',
    ageMs: 0,
    ttlMs: 0,
    tokensSaved: 0,
    ...parts,
  }) as CacheOutcome;
const miss = (parts: object): CacheOutcome => ({ kind: 'miss', collapsed: false, stored: false, ...parts });

const SAVED = { modelLabel: 'm', tokensSaved: 1 };

const REASONS = [
  ...[
    'not-asked-to',
    'uncacheable',
    'read-only',
    'write-limit',
    'registry-unavailable',
    'empty',
    'too-large',
  ],
  ...['tool-arguments', 'queue-full', 'purged', 'outdated', 'no-answer', 'no-vectors'],
  ...['length', 'content_filter', 'refusal', 'tool_calls', 'other'].map((reason) => `finish-${reason}`),
];

/** The member and its parameters as the library for structured fields reads them. */
function read(header: string): Record<string, unknown> {
  const [name, parameters] = parseList(header)[0] as [BareItem, Parameters];
  const plain = (value: BareItem) => (value instanceof Token ? value.toString() : value);
  return {
    name: plain(name),
    ...Object.fromEntries([...parameters].map(([key, value]) => [key, plain(value)])),
  };
}

describe('cacheStatusOf', () => {
  it.each([
    [hit({ ttlMs: 3_412_900 }), 'ragcache; hit; ttl=3412; detail=exact'],
    [hit({ tier: 'semantic', ttlMs: 999 }), 'ragcache; hit; ttl=0; detail=semantic'],
    [hit({ ttlMs: -29_500 }), 'ragcache; hit; ttl=-30; detail=stale'],
    [miss({ stored: true }), 'ragcache; fwd=miss; stored'],
    [miss({}), 'ragcache; fwd=miss'],
    [miss({ collapsed: true, stored: true }), 'ragcache; fwd=miss; collapsed'],
    [miss({ isTooOld: true, stored: true }), 'ragcache; fwd=stale; stored'],
    [miss({ partial: SAVED, stored: true }), 'ragcache; fwd=partial; stored'],
    [
      miss({ partial: SAVED, isTooOld: true, notStored: 'no-vectors' }),
      'ragcache; fwd=partial; detail=no-vectors',
    ],
    [miss({ isTooOld: true, collapsed: true }), 'ragcache; fwd=stale; collapsed'],
    [{ kind: 'refresh', stored: true } as const, 'ragcache; fwd=request; stored'],
    [{ kind: 'refresh', stored: false } as const, 'ragcache; fwd=request'],
    [miss({ notStored: 'volatile' }), 'ragcache; fwd=miss; detail=volatile'],
    [
      miss({ notStored: 'volatile', declined: { reason: 'no-candidate' } }),
      'ragcache; fwd=miss; detail=volatile',
    ],
    [
      { kind: 'refresh', stored: false, notStored: 'volatile' } as const,
      'ragcache; fwd=request; detail=volatile',
    ],
    [{ kind: 'bypass', reason: 'rule-off' } as const, 'ragcache; fwd=bypass; detail=rule-off'],
    [
      miss({ stored: true, declined: { reason: 'guard-polarity', similarity: 0.97 } }),
      'ragcache; fwd=miss; stored; detail=guard-polarity',
    ],
    [miss({ notStored: 'finish-length' }), 'ragcache; fwd=miss; detail=finish-length'],
    [miss({ collapsed: true, notStored: 'empty' }), 'ragcache; fwd=miss; collapsed; detail=empty'],
    [
      miss({ notStored: 'finish-tool_calls', declined: { reason: 'guard-polarity' } }),
      'ragcache; fwd=miss; detail=finish-tool_calls',
    ],
    [
      miss({ notStored: 'not-asked-to', declined: { reason: 'guard-polarity' } }),
      'ragcache; fwd=miss; detail=guard-polarity',
    ],
    [miss({ notStored: 'not-asked-to' }), 'ragcache; fwd=miss; detail=not-asked-to'],
    [
      { kind: 'refresh', stored: false, notStored: 'read-only' } as const,
      'ragcache; fwd=request; detail=read-only',
    ],
    [{ kind: 'bypass', reason: 'use-cache-false' } as const, 'ragcache; fwd=bypass; detail=use-cache-false'],
  ])('words %j', (outcome, header) => {
    expect(cacheStatusOf({ cache: outcome })).toBe(header);
  });

  it('is a structured field that reads back as what was meant', () => {
    expect(
      read(cacheStatusOf({ cache: hit({ ttlMs: 5_000, tier: 'canonical' }), rule: 'prices+volatile' })),
    ).toEqual({
      name: 'ragcache',
      hit: true,
      ttl: 5,
      detail: 'canonical',
      rule: 'prices+volatile',
    });
  });

  it('means the same as what the library writes, for every tier and every reason', () => {
    const outcomes = [
      ...TIERS.map((tier) => hit({ tier, ttlMs: 1_000 })),
      ...[true, false].map((stored) => ({ kind: 'refresh' as const, stored })),
      miss({ isTooOld: true, stored: true }),
      miss({ partial: SAVED }),
      ...REASONS.map((notStored) => miss({ notStored })),
      ...GUARD_NAMES.map((name) => miss({ stored: true, declined: { reason: `guard-${name}` } })),
    ];
    for (const outcome of outcomes) {
      const header = cacheStatusOf({ cache: outcome, rule: 'A-1.b_c' });
      expect(serializeList(parseList(header))).toBe(header.replaceAll('; ', ';'));
    }
  });
});
