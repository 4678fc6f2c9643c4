import { ACME_KEY, basics } from '../e2e/stage.js';
import { PARAPHRASES } from '../support/paraphrases.js';
import { LOSSES, QdrantCluster } from '../support/qdrant/cluster.js';
import { startRefused, startService, type Service } from '../support/service.js';
import { startSimulator, type Simulator } from '../support/simulator.js';
import { timed, until } from '../support/timing.js';

const LONG_MS = 120_000;
const API_KEY = 'key-of-the-stand-in';
/** For a busy machine. Milliseconds. */
const BUDGET_MS = 2_000;
const LOST = LOSSES.flatMap((loss) => [0, 1, 2].map((node) => ({ loss, node })));

let simulator: Simulator;
let cluster: QdrantCluster;
let service: Service;
beforeAll(async () => {
  simulator = await startSimulator();
  cluster = await QdrantCluster.start({ apiKey: API_KEY, isStrict: true });
  const stores = { VECTOR_INDEX: 'qdrant', QDRANT_URL: cluster.url, QDRANT_API_KEY: API_KEY };
  service = await startService({ ...basics(simulator), ...stores, SEMANTIC_BUDGET_MS: `${BUDGET_MS}` });
  for (const { taught } of PARAPHRASES) await service.ask({ query: taught }, ACME_KEY);
}, LONG_MS);
afterAll(async () => {
  await service.stop();
  await simulator.close();
  await cluster.close();
});

describe('the service over three nodes of Qdrant', () => {
  it.each(LOST)(
    'goes on finding by meaning while node $node is $loss',
    async ({ loss, node }) => {
      await until(async () => (await ask(PARAPHRASES[0]!.asked)).type === 'semantic');
      await cluster.lose(node, loss);
      for (const { asked } of PARAPHRASES) {
        const [answer, took] = await timed(() => ask(asked));
        expect(answer).toEqual({ status: 200, type: 'semantic' });
        expect(took).toBeLessThan(BUDGET_MS);
      }
      const health = await service.request('GET', '/health');
      expect(health.body).toMatchObject({ status: 'ok', parts: { vectors: 'up' } });
      await cluster.bringBack(node);
    },
    LONG_MS,
  );

  it('names the node that it leaves out, and no key', () => {
    expect(service.output()).toMatch(/is left out until it is ready again/);
    expect(service.output()).not.toContain(API_KEY);
  });
});

describe('an address that can not be', () => {
  it.each([
    ['http://a:6333,b:6333', /QDRANT_URL.*address 2 of 2 begins with neither/],
    ['http://a:6333,http://a:6333/', /QDRANT_URL.*address 2 of 2 is the same server as address 1/],
    ['http://a:6333,,http://b:6333', /QDRANT_URL.*address 2 of 3 is empty/],
    ['http://a:6333,http://user:s3cret@b', /QDRANT_URL.*address 2 of 2 holds a user or a password/],
  ])('stops the start and is named: %s', async (QDRANT_URL, message) => {
    const { code, output } = await startRefused({ ...basics(simulator), VECTOR_INDEX: 'qdrant', QDRANT_URL });
    expect(code).not.toBe(0);
    expect(output).toMatch(message);
    expect(output).not.toContain('s3cret');
  });
});

async function ask(query: string): Promise<{ status: number; type: string }> {
  const { status, body } = await service.ask({ query }, ACME_KEY);
  return { status, type: body.cache_info?.cache_type };
}
