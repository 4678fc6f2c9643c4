import { ManualClock, RecordingSignals } from '@app/core/testing';
import type { KeyLimits } from '../key-limits.js';
import type { Principal } from '../principal.js';
import { MemoryCounters } from './adapters/memory.counters.js';
import { LimitList } from './limit-list.js';
import { LimitReached } from './limit-reached.js';
import { Limiter } from './limiter.js';

const MINUTE_MS = 60_000;
const usage = (total: number) => ({ prompt: 0, completion: total, total });

describe('a limited account', () => {
  let clock: ManualClock;
  let signals: RecordingSignals;
  let limiter: Limiter;
  const principal = (keyId: string, limits?: KeyLimits, tenant = 'acme'): Principal => ({
    ...{ tenant, keyId, scopes: new Set(), limits },
  });
  const limiterOf = (perKey?: string, perTenant?: string) => {
    const lists = { perKey: LimitList.read(perKey), perTenant: LimitList.read(perTenant) };
    return new Limiter({ ...lists, signals, counters: new MemoryCounters(clock) });
  };
  const accountOf = (limits: KeyLimits, keyId = 'one') => limiter.accountOf(principal(keyId, limits))!;
  const REACHED = { name: 'LimitReached', code: 'rate_limited' };
  beforeEach(() => {
    [clock, signals] = [new ManualClock(), new RecordingSignals()];
    limiter = limiterOf();
  });

  it('is had only by who is limited, once for every key', () => {
    expect(limiter.accountOf(principal('free', {}))).toBeUndefined();
    expect(limiter.accountOf(principal('free'))).toBeUndefined();
    const who = principal('one', { concurrent: 1 });
    expect(limiter.accountOf(who)).toBe(limiter.accountOf(who));
  });

  it('has the limits of its key before those for all keys, and those of its tenant besides', () => {
    limiter = limiterOf('requests_per_minute=10;usd_per_day=1', 'usd_per_day=7');
    const { budget } = limiter.accountOf(principal('one', { usd_per_day: 2 }))!;
    expect(budget.rateLimits.map(({ of, name, value }) => [of, name, value])).toEqual([
      ...[
        ['key', 'requests_per_minute', 10],
        ['key', 'usd_per_day', 2],
      ],
      ['tenant', 'usd_per_day', 7],
    ]);
  });

  it('counts requests, says how they stand, and which limit was reached', async () => {
    const account = accountOf({ requests_per_minute: 2 });
    expect(await account.admitRequest()).toMatchObject([{ remaining: 1, waitMs: 30_000 }]);
    await account.admitRequest();
    const error = await account.admitRequest().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(LimitReached);
    expect(error).toMatchObject({
      ...{ ...REACHED, retryAfterMs: 30_000 },
      states: [{ limit: { name: 'requests_per_minute', of: 'key', value: 2 }, remaining: 0 }],
    });
    expect(signals.counted).toEqual(['limit:requests_per_minute']);
    clock.advance(30_000);
    await account.admitRequest();
  });

  it('counts keys of a tenant together where the tenant is limited', async () => {
    limiter = limiterOf(undefined, 'requests_per_minute=2');
    await limiter.accountOf(principal('one'))!.admitRequest();
    await limiter.accountOf(principal('two'))!.admitRequest();
    await expect(limiter.accountOf(principal('three'))!.admitRequest()).rejects.toMatchObject(REACHED);
    await limiter.accountOf(principal('one', undefined, 'globex'))!.admitRequest();
    expect(signals.counted).toEqual(['limit:tenant.requests_per_minute']);
  });

  it('holds a place from entering to leaving, and none when another limit refused', () => {
    limiter = limiterOf('concurrent=2', 'concurrent=3');
    const [one, two] = ['one', 'two'].map((keyId) => limiter.accountOf(principal(keyId))!);
    const [leave] = [one!.acquire(), one!.acquire(), two!.acquire()];
    for (const account of [one!, two!, two!]) expect(() => account.acquire()).toThrow('of this');
    leave();
    two!.acquire();
    expect(() => one!.acquire()).toThrow('concurrent=3 of this tenant');
    expect(signals.counted.at(-1)).toBe('limit:tenant.concurrent');
  });

  it('admits calls of models until so many missed, and requests all the same', async () => {
    const account = accountOf({ misses_per_minute: 1 });
    await account.admitCall();
    await expect(account.admitCall()).rejects.toMatchObject({ ...REACHED, retryAfterMs: MINUTE_MS });
    expect(await account.admitRequest()).toEqual([]);
  });

  it.each([
    ['tokens_per_minute', 100, 60_600],
    ['tokens_per_day', 100, 86_400_000 + 864_000],
  ] as const)(
    'admits calls while anything is left of %s, and owes what was over',
    async (name, limit, wait) => {
      const account = accountOf({ [name]: limit });
      account.charge(usage(99));
      await account.admitCall();
      account.charge(usage(101));
      await expect(account.admitCall()).rejects.toMatchObject({ ...REACHED, retryAfterMs: wait });
      clock.advance(wait);
      await account.admitCall();
    },
  );

  it.each(['usd_per_minute', 'usd_per_day'] as const)('spends %s to the millionth', async (name) => {
    const account = accountOf({ [name]: 0.000_5 });
    account.charge(usage(1_000), 0.000_499);
    await account.admitCall();
    account.charge(usage(1_000));
    await account.admitCall();
    account.charge(usage(1), 0.000_001);
    await expect(account.admitCall()).rejects.toMatchObject(REACHED);
  });

  it('does not count a miss that was refused for want of money', async () => {
    const account = accountOf({ misses_per_minute: 1, tokens_per_minute: 100 });
    account.charge(usage(100));
    await expect(account.admitCall()).rejects.toMatchObject({
      states: [{ limit: { name: 'tokens_per_minute' } }],
    });
    clock.advance(600);
    await account.admitCall();
  });

  it('lets answers go unremembered when enough were written', async () => {
    const account = accountOf({ cache_writes_per_minute: 2 });
    const admitted = [await account.admitWrite(), await account.admitWrite(), await account.admitWrite()];
    expect(admitted).toEqual([true, true, false]);
    await account.admitCall();
    expect(signals.counted).toEqual(['limit:cache_writes_per_minute']);
  });
});
