import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startService } from '../support/service.js';
import { startSimulator, type Simulator } from '../support/simulator.js';
import { ACME_KEY, basics } from './stage.js';

const CRASHES = 20;
/** Older ones were certainly written. */
const SETTLED_MS = 1_000;

interface Served {
  readonly query: string;
  readonly response: string;
  readonly hitAt: number;
}

describe('kill -9 while writing', () => {
  let simulator: Simulator;
  const folder = mkdtempSync(join(tmpdir(), 'ragcache-crash-'));

  beforeAll(async () => {
    simulator = await startSimulator();
  });
  afterAll(async () => {
    await simulator.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it(`loses, ${CRASHES} times over, no entry that was served as a hit more than a second before, and serves no wrong one`, async () => {
    const environment = { ...basics(simulator), DATA_DIR: folder, SEMANTIC_MODE: 'off' };
    const served: Served[] = [];
    for (let round = 0; round < CRASHES; round++) {
      const service = await startService(environment);
      const asked = await Promise.all(served.map(({ query }) => service.ask({ query }, ACME_KEY)));
      asked.forEach(({ body }, index) =>
        expect(body).toMatchObject({ response: served[index]!.response, cache_info: { cache_hit: true } }),
      );
      const fresh: Served[] = [];
      const writing = write(round, async (query) => {
        await service.ask({ query }, ACME_KEY);
        const { body } = await service.ask({ query }, ACME_KEY);
        if (body.cache_info.cache_hit) fresh.push({ query, response: body.response, hitAt: Date.now() });
      });
      await new Promise((resolve) => setTimeout(resolve, SETTLED_MS + 50 + Math.random() * 300));
      const killedAt = Date.now();
      await service.kill();
      await writing.stop();
      served.push(...fresh.filter(({ hitAt }) => killedAt - hitAt > SETTLED_MS).slice(0, 20));
    }
    expect(served.length).toBeGreaterThan(CRASHES);
  }, 150_000);
});

/** Asks one new question after the other until the service is gone. */
function write(round: number, ask: (query: string) => Promise<void>): { stop(): Promise<void> } {
  const run = async () => {
    for (let number = 0; number < 2_000; number++) {
      const done = await ask(`What does page ${number} of binder ${round} say?`).then(
        () => true,
        () => false,
      );
      if (!done) return;
    }
  };
  const running = run();
  return { stop: () => running };
}
