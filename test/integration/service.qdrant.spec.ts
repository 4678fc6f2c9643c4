import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ACME_KEY, basics } from '../e2e/stage.js';
import { startQdrantStandIn, type QdrantStandIn } from '../support/qdrant/server.js';
import { startService, type Service } from '../support/service.js';
import { freePort } from '../../apps/demo/src/free-port.js';
import { startSimulator, type Simulator } from '../support/simulator.js';
import { until } from '../support/timing.js';

interface Health {
  readonly status: string;
}

/** Two processes start, each with a model. Milliseconds. */
const LONG = 120_000;
const QDRANT_API_KEY = 'key-of-the-stand-in';

describe('the service with its vectors on Qdrant', () => {
  let simulator: Simulator;
  let folder: string;
  let standIn: QdrantStandIn | undefined;
  let replicas: Service[];
  beforeEach(async () => {
    simulator = await startSimulator();
    folder = mkdtempSync(join(tmpdir(), 'ragcache-qdrant-'));
    replicas = [];
  });
  afterEach(async () => {
    for (const replica of replicas) await replica.stop();
    await standIn?.close();
    await simulator.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const start = async (QDRANT_URL: string): Promise<Service> => {
    const stores = { DATA_DIR: folder, VECTOR_INDEX: 'qdrant', QDRANT_URL, QDRANT_API_KEY };
    // The budget is for a busy machine.
    const replica = await startService({ ...basics(simulator), ...stores, SEMANTIC_BUDGET_MS: '2000' });
    replicas.push(replica);
    return replica;
  };
  const isSemanticHit = async (replica: Service, query: string): Promise<boolean> => {
    const { status, body } = await replica.ask({ query }, ACME_KEY);
    expect(status).toBe(200);
    return body.cache_info.cache_type === 'semantic';
  };
  const health = async (replica: Service): Promise<Health> =>
    (await replica.request('GET', '/health')).body as Health;

  it(
    'finds by meaning what another replica learned',
    async () => {
      standIn = await startQdrantStandIn({ apiKey: QDRANT_API_KEY, isStrict: true });
      const [one, other] = [await start(standIn.url), await start(standIn.url)];
      await one.ask({ query: 'What is the capital city of France?' }, ACME_KEY);
      await until(async () => (await points(standIn!.url)) === 1);
      expect(await isSemanticHit(other, 'What is the capital of France?')).toBe(true);
    },
    LONG,
  );

  it(
    'starts and answers while Qdrant is down, says so, and finds by meaning when it is back',
    async () => {
      const port = await freePort();
      const replica = await start(`http://127.0.0.1:${port}`);
      expect(await isSemanticHit(replica, 'Who wrote the novel Emma?')).toBe(false);
      expect(await health(replica)).toMatchObject({ status: 'degraded', parts: { vectors: 'down' } });

      standIn = await startQdrantStandIn({ port, apiKey: QDRANT_API_KEY });
      await until(async () => (await health(replica)).status === 'ok');
      await replica.ask({ query: 'What is the capital city of France?' }, ACME_KEY);
      expect(await isSemanticHit(replica, 'What is the capital of France?')).toBe(true);
      expect(replica.output()).not.toContain(QDRANT_API_KEY);
    },
    LONG,
  );
});

/** How many points the server has, whatever the collection is called. */
async function points(url: string): Promise<number> {
  const ask = async <Result>(path: string): Promise<Result> => {
    const answer = await fetch(`${url}${path}`, { headers: { 'api-key': QDRANT_API_KEY } });
    return ((await answer.json()) as { result: Result }).result;
  };
  const { collections } = await ask<{ collections: { name: string }[] }>('/collections');
  const { points_count } = await ask<{ points_count: number }>(`/collections/${collections[0]!.name}`);
  return points_count;
}
