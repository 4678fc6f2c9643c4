import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startService, type Service } from '../support/service.js';
import { startSimulator, type Simulator } from '../support/simulator.js';
import { ACME_KEY, basics, LEAN } from './stage.js';

/** The fault test a19 kills more often. */
const CRASHES = 4;
/** Services that run side by side, each over data of its own. */
const AT_ONCE = 2;
/** Older ones were certainly written. */
const SETTLED_MS = 1_000;
/** How many of a round's hits every later round asks for. */
const REMEMBERED = 20;

interface Served {
  readonly query: string;
  readonly response: string;
}

describe('kill -9 while writing', () => {
  let simulator: Simulator;
  const folders = Array.from({ length: AT_ONCE }, () => mkdtempSync(join(tmpdir(), 'ragcache-crash-')));

  beforeAll(async () => {
    simulator = await startSimulator();
  });
  afterAll(async () => {
    await simulator.close();
    folders.forEach((folder) => rmSync(folder, { recursive: true, force: true }));
  });

  it(`loses, ${CRASHES} times over, no entry that was served as a hit more than a second before, and serves no wrong one`, async () => {
    const lanes = folders.map((folder) =>
      crashAgainAndAgain({ ...basics(simulator), ...LEAN, DATA_DIR: folder }),
    );
    const served = (await Promise.all(lanes)).flat();
    expect(served).toHaveLength(CRASHES * REMEMBERED);
  }, 300_000);
});

/** Kills one service after the other over the same data. Resolves to what they had to remember. */
async function crashAgainAndAgain(environment: Record<string, string>): Promise<Served[]> {
  const served: Served[] = [];
  for (let round = 0; round < CRASHES / AT_ONCE; round++) {
    const service = await startService(environment);
    try {
      await expectAll(served, service);
      served.push(...(await writeUntilKilled(round, service)));
    } finally {
      await service.kill();
    }
  }
  return served;
}

async function expectAll(served: readonly Served[], service: Service): Promise<void> {
  const asked = await Promise.all(served.map(({ query }) => service.ask({ query }, ACME_KEY)));
  asked.forEach(({ body }, index) =>
    expect(body).toMatchObject({ response: served[index]!.response, cache_info: { cache_hit: true } }),
  );
}

/** Resolves to the first that were served as hits, more than a second before the kill. */
async function writeUntilKilled(round: number, service: Service): Promise<Served[]> {
  const fresh: Served[] = [];
  let settle = () => {};
  const enough = new Promise<void>((resolve) => (settle = resolve));
  const writing = write(round, async (query) => {
    await service.ask({ query }, ACME_KEY);
    const { body } = await service.ask({ query }, ACME_KEY);
    if (body.cache_info.cache_hit) fresh.push({ query, response: body.response });
    if (fresh.length === REMEMBERED) settle();
  });
  await Promise.race([enough, writing]);
  const settled = fresh.slice(0, REMEMBERED);
  await new Promise((resolve) => setTimeout(resolve, SETTLED_MS + Math.random() * 300));
  await service.kill();
  await writing;
  return settled;
}

/** Asks one new question after the other until the service is gone. */
async function write(round: number, ask: (query: string) => Promise<void>): Promise<void> {
  for (let number = 0; number < 2_000; number++) {
    const done = await ask(`What does page ${number} of binder ${round} say?`).then(
      () => true,
      () => false,
    );
    if (!done) return;
  }
}
