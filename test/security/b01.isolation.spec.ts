import { basics } from '../e2e/stage.js';
import { metricOf } from '../support/metrics.js';
import { startQdrantStandIn } from '../support/qdrant/server.js';
import { type Service, startService } from '../support/service.js';
import { type Simulator, startSimulator } from '../support/simulator.js';

const TENANTS = Array.from({ length: 20 }, (_, number) => `tenant-${number}`);
const PROMPTS = Array.from({ length: 200 }, (_, number) => number);
const LONG = 600_000;

const keyOf = (tenant: string) => `${tenant}-key-0123456789abcdefghij`;
const API_KEYS = TENANTS.map((tenant) => `${tenant}:${keyOf(tenant)}`).join();

/** One question as each tier finds it again: to the letter, in other clothes, in other words. */
const WAYS = {
  exact: (number: number) => `When do the doors of office ${number} open?`,
  canonical: (number: number) => `please, when do the doors of office ${number} open`,
  semantic: (number: number) => `When do the office ${number} doors open?`,
};
type Tier = keyof typeof WAYS;

interface Outcome {
  readonly tier: string | null;
  readonly entry: string | undefined;
  readonly isCollapsed: boolean;
}

/** B1: whoever asks, and however, gets what its own tenant was answered, or nothing from memory. */
describe('tenants', () => {
  let simulator: Simulator;
  let service: Service;
  beforeAll(async () => {
    simulator = await startSimulator();
    service = await startService({ ...basics(simulator), API_KEYS });
  });
  afterAll(async () => {
    await service.stop();
    await simulator.close();
  });

  const ask = async (tenant: string, query: string): Promise<Outcome> => {
    const { status, headers, body } = await service.ask({ query }, keyOf(tenant));
    expect(status).toBe(200);
    const { cache_type: tier, entry_id: entry } = body.cache_info;
    return { tier, entry, isCollapsed: headers['cache-status']!.includes('collapsed') };
  };
  /** All tenants at once, prompt after prompt. By prompt and tenant. */
  const everyone = async (tier: Tier, prompts = PROMPTS): Promise<Outcome[][]> => {
    const outcomes: Outcome[][] = [];
    for (const number of prompts)
      outcomes.push(await Promise.all(TENANTS.map((tenant) => ask(tenant, WAYS[tier](number)))));
    return outcomes;
  };

  let owned: (string | undefined)[][];

  it(
    'share no call, though all of them ask the same at the same time',
    async () => {
      const outcomes = (await everyone('exact')).flat();
      expect(outcomes.filter(({ tier, isCollapsed }) => tier !== null || isCollapsed)).toEqual([]);
      expect(simulator.calls().total).toBe(TENANTS.length * PROMPTS.length);
    },
    LONG,
  );

  it(
    'find in the exact tier what is their own, in 76,000 pairs of a tenant and a prompt of another',
    async () => {
      const outcomes = await everyone('exact');
      expect(new Set(outcomes.flat().map(({ tier }) => tier))).toEqual(new Set(['exact']));
      owned = outcomes.map((byTenant) => byTenant.map(({ entry }) => entry));
      expect(new Set(owned.flat()).size).toBe(TENANTS.length * PROMPTS.length);
    },
    LONG,
  );

  it.each<[Tier, number]>([
    ['canonical', PROMPTS.length],
    ['semantic', 30],
  ])(
    'find in the %s tier what is their own',
    async (tier, count) => {
      const outcomes = await everyone(tier, PROMPTS.slice(0, count));
      const hits = outcomes.flatMap((byTenant, prompt) =>
        byTenant.map(({ tier: found, entry }, tenant) => ({
          found,
          isOwn: entry === owned[prompt]![tenant],
        })),
      );
      expect(hits.filter(({ found, isOwn }) => found !== tier || !isOwn)).toEqual([]);
    },
    LONG,
  );

  it("can't read, nor delete, an entry of another one by its id", async () => {
    const path = `/api/v1/entries/${owned[0]![0]}`;
    for (const method of ['GET', 'DELETE'])
      expect((await service.request(method, path, { key: keyOf(TENANTS[1]!) })).status).toBe(404);
    expect((await service.request('GET', path, { key: keyOf(TENANTS[0]!) })).status).toBe(200);
  });

  it('are named by their key and by nothing that is sent beside it', async () => {
    const [owner, other] = TENANTS as [string, string];
    const headers = { 'x-tenant': owner, 'x-tenant-id': owner, 'x-scope': owner, 'x-cache-tenant': owner };
    const fresh = 'When do the doors of the shed open?';
    await ask(owner, fresh);
    const { body } = await service.ask({ query: fresh }, keyOf(other), { headers });
    expect(body.cache_info.cache_hit).toBe(false);
    for (const more of [{ tenant: owner }, { cache: { tenant: owner } }, { scope: owner }])
      expect((await service.ask({ query: fresh, ...more }, keyOf(other))).status).toBe(400);
  });

  it('keep a purge to themselves', async () => {
    const [owner, other] = TENANTS as [string, string];
    const purge = { key: keyOf(other), body: { all: true } };
    expect((await service.request('POST', '/api/v1/purge', purge)).status).toBe(200);
    expect((await ask(owner, WAYS.exact(0))).tier).toBe('exact');
    expect((await ask(other, WAYS.exact(0))).tier).toBeNull();
  });

  it("can't see the receipt of a purge of another one", async () => {
    const [owner, other] = TENANTS as [string, string];
    const body = { query: 'When do the doors of the vault open?' };
    const ordered = await service.request('POST', '/api/v1/purge', { key: keyOf(owner), body });
    const path = `/api/v1/purges/${ordered.body.number}`;
    for (const method of ['GET', 'HEAD']) {
      expect((await service.request(method, path, { key: keyOf(other) })).status).toBe(404);
      expect((await service.request(method, path, { key: keyOf(owner) })).status).toBe(200);
    }
  });

  it('can purge an id of another one as little as read it, whatever they send beside it', async () => {
    const [, other] = TENANTS as [string, string];
    const id = owned[1]![0]!;
    const { status, headers } = await service.request('DELETE', `/api/v1/entries/${id}`, {
      key: keyOf(other),
    });
    expect([status, headers['x-cache-purge']]).toEqual([404, undefined]);
    expect((await ask(TENANTS[0]!, WAYS.exact(1))).entry).toBe(id);
  });
});

/** B1: the filter is no wall that anybody relies on: what comes back is looked at again. */
describe('a vector index that ignores its filter', () => {
  it(
    'leads no tenant to what another one was answered',
    async () => {
      const simulator = await startSimulator();
      const qdrant = await startQdrantStandIn({ isBlind: true });
      const stores = { VECTOR_INDEX: 'qdrant', QDRANT_URL: qdrant.url };
      const service = await startService({ ...basics(simulator), ...stores, API_KEYS });
      const [owner, ...others] = TENANTS.slice(0, 4) as [string, ...string[]];
      const ask = async (tenant: string, query: string, more: object = {}) =>
        (await service.ask({ query, ...more }, keyOf(tenant))).body.cache_info.cache_type as string | null;
      try {
        while ((await ask(owner, WAYS.semantic(7))) === null);
        expect(await ask(owner, WAYS.exact(7))).toBe('semantic');
        for (const tenant of others) expect(await ask(tenant, WAYS.exact(7))).toBeNull();
        expect(await ask(owner, WAYS.exact(7), { namespace: 'elsewhere' })).toBeNull();
        const rejected = await metricOf(
          service,
          'ragcache_invalid_entries_total{reason="tenant"}',
          keyOf(owner),
        );
        expect(rejected).toBeGreaterThanOrEqual(others.length);
      } finally {
        await service.stop();
        await qdrant.close();
        await simulator.close();
      }
    },
    LONG,
  );
});
