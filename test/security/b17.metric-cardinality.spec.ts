import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { basics } from '../e2e/stage.js';
import { startService, type Service } from '../support/service.js';
import { startSimulator, type Simulator } from '../support/simulator.js';

const MOST_SERIES = 2_000;
const TENANTS = 2_500;
const AT_ONCE = 32;
/** Rounds: of each kind of request so many. */
const WARM_UP = 300;
const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

const keyOf = (tenant: number) => `tenant-${tenant}-0123456789abcdefghij`;
const random = () => Math.random().toString(36).slice(2);

/** What a caller may make up, one request each. */
const MADE_UP: ((service: Service, number: number) => Promise<unknown>)[] = [
  // A model and a namespace.
  (service, number) =>
    service.ask(
      { query: 'Why?', use_cache: false, model: `model-${random()}`, namespace: random() },
      keyOf(number),
    ),
  // A model of the other provider, in its own format.
  (service, number) =>
    service.request('POST', '/v1/messages', {
      key: keyOf(number),
      body: {
        ...{ model: `claude-${random()}`, max_tokens: 10, cache: { mode: 'off' } },
        messages: [{ role: 'user', content: 'Why?' }],
      },
    }),
  // A path and a method.
  (service, number) =>
    service.request(METHODS[number % METHODS.length]!, `/${random()}/${random()}?${random()}`, {
      key: keyOf(number),
    }),
  // A key.
  (service) => service.ask({ query: 'Why?' }, `made-up-${random()}-0123456789`),
  // A tenant of its own, which asks and reads entries that are not there.
  (service, number) => service.ask({ query: 'Why?', cache: { tags: [random()] } }, keyOf(number)),
  (service, number) => service.request('GET', `/api/v1/entries/${random()}`, { key: keyOf(number) }),
];

describe('metric cardinality (B17)', () => {
  let simulator: Simulator;
  let service: Service;
  const folder = mkdtempSync(join(tmpdir(), 'ragcache-b17-'));

  beforeAll(async () => {
    const keys = Array.from({ length: TENANTS }, (_, number) => `t-${number}:${keyOf(number)}`);
    writeFileSync(join(folder, 'keys'), keys.join(','));
    simulator = await startSimulator();
    service = await startService({
      ...basics(simulator),
      ...{ API_KEYS: '', API_KEYS_FILE: join(folder, 'keys'), LOG_LEVEL: 'error' },
    });
  }, 60_000);
  afterAll(async () => {
    await service.stop();
    await simulator.close();
    rmSync(folder, { recursive: true });
  });

  async function series(): Promise<string[]> {
    const { body } = await service.request('GET', '/metrics', { key: keyOf(0) });
    return (body as string).match(/^[a-z]\S*/gm)!;
  }

  /** Every kind of request so many times. */
  async function make(rounds: number): Promise<void> {
    const pending = Array.from({ length: rounds }, (_, round) => round);
    const call = async () => {
      for (let round = pending.pop(); round !== undefined; round = pending.pop())
        for (const request of MADE_UP) await request(service, round % TENANTS);
    };
    await Promise.all(Array.from({ length: AT_ONCE }, call));
  }

  it('does not grow with what 10,000 requests make up', async () => {
    // Twice, so that there are hits as well, and scrapes; enough of them for what comes about only when there is a queue.
    for (let turn = 0; turn < 2; turn++) {
      await make(WARM_UP);
      await series();
    }
    const before = await series();
    await make(Math.ceil(10_000 / MADE_UP.length));
    const after = await series();
    expect(after.length).toBeLessThanOrEqual(MOST_SERIES);
    // Each kind of garbage collection is a series of the runtime's own, which comes with the first of its kind.
    const grown = after.filter((name) => name.startsWith('ragcache_') && !before.includes(name));
    expect(grown.slice(0.05 * before.length)).toEqual([]);
  }, 240_000);

  it('holds nothing that was made up', async () => {
    const names = await series();
    expect(names.filter((name) => /"(t-|tenant-\d|model-|claude-[a-z0-9]{8,}"|made-up)/.test(name))).toEqual(
      [],
    );
  });
});
