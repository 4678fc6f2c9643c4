import { anEntry } from '@app/core/testing';
import type { EntryId } from '@app/core';
import type { CacheOutcome, QueryResult } from '@app/query';
import { cacheHeaders } from './cache-headers.js';
import { QueryResponse } from './query.response.js';
import { serverTimingOf } from './server-timing.js';

const result = (cache: CacheOutcome): QueryResult => ({
  answer: anEntry().payload.answer,
  cache,
  timings: {},
});
const HIT: CacheOutcome & { kind: 'hit' } = {
  kind: 'hit',
  tier: 'semantic',
  entryId: '01K4ZB3N8T8Q0W6J7V2M5C9XRD' as EntryId,
  ageMs: 61_999,
  ttlMs: 5_000,
  similarity: 0.987654,
  modelLabel: 'gpt-test',
  tokensSaved: 15,
  costSavedUsd: 0.000012,
};

describe('cacheHeaders', () => {
  it('says everything about a hit', () => {
    expect(cacheHeaders(result(HIT))).toEqual({
      'cache-status': 'ragcache; hit; ttl=5; detail=semantic',
      'x-cache-status': 'HIT',
      'x-cache-layer': 'semantic',
      'x-cache-entry': HIT.entryId,
      'x-cache-similarity': '0.9877',
      age: '61',
    });
  });

  it('calls a hit past its freshness stale', () => {
    expect(cacheHeaders(result({ ...HIT, ttlMs: -1 }))['x-cache-status']).toBe('STALE');
  });

  it('shows how near the rejected candidate of a miss was', () => {
    const declined = { reason: 'guard-polarity', similarity: 0.98 } as const;
    expect(cacheHeaders(result({ kind: 'miss', collapsed: false, stored: true, declined }))).toEqual({
      'cache-status': 'ragcache; fwd=miss; stored; detail=guard-polarity',
      'x-cache-status': 'MISS',
      'x-cache-similarity': '0.9800',
    });
  });

  it('says that a new answer was wanted, or that the old one was too old', () => {
    expect(cacheHeaders(result({ kind: 'refresh', stored: true }))).toEqual({
      'cache-status': 'ragcache; fwd=request; stored',
      'x-cache-status': 'REFRESH',
    });
    expect(
      cacheHeaders(result({ kind: 'miss', collapsed: false, stored: true, isTooOld: true })),
    ).toMatchObject({ 'x-cache-status': 'MISS' });
  });

  it('says little about a bypass', () => {
    expect(cacheHeaders(result({ kind: 'bypass', reason: 'mode-off' }))).toEqual({
      'cache-status': 'ragcache; fwd=bypass; detail=mode-off',
      'x-cache-status': 'BYPASS',
    });
  });
});

describe('QueryResponse', () => {
  const bodyOf = (cache: CacheOutcome) =>
    JSON.parse(JSON.stringify(new QueryResponse(result(cache), 1.2345))) as object;

  it('shows what a hit saved', () => {
    expect(bodyOf(HIT)).toMatchObject({
      cache_info: {
        ...{ cache_hit: true, cache_type: 'semantic', similarity_score: 0.9877, entry_id: HIT.entryId },
        ...{ age_seconds: 61, tokens_saved: 15, cost_saved_usd: 0.000012 },
      },
      latency_ms: 1.23,
    });
  });

  it('has no similarity for an exact hit and no price for a model without one', () => {
    const cache = { ...HIT, tier: 'exact', similarity: undefined, costSavedUsd: undefined } as const;
    const { cache_info } = bodyOf(cache) as { cache_info: object };
    expect(cache_info).toMatchObject({ cache_type: 'exact', similarity_score: null });
    expect(cache_info).toMatchObject({ cost_saved_usd: null });
  });

  it('keeps what it knows besides out of the body', () => {
    expect(Object.keys(bodyOf(HIT)).sort()).toEqual([
      ...['cache_info', 'latency_ms', 'model', 'provider', 'response', 'usage'],
    ]);
  });
});

describe('serverTimingOf', () => {
  it('lists the steps that ran, in order', () => {
    expect(serverTimingOf(0.024, { upstream: 812.5, exact: 0.1 })).toBe(
      'auth;dur=0.02, exact;dur=0.10, upstream;dur=812.50',
    );
  });
});
