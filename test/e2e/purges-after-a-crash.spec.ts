import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { shortDigest } from '@app/core';
import { copiesIn, copyNewest } from '../support/copied-entries.js';
import {
  type Asked,
  askFor,
  learn,
  NAMEABLE,
  orderOf,
  purge,
  receiptOf,
  servedBy,
} from '../support/purges.js';
import { type Service, startService } from '../support/service.js';
import { type Simulator, startSimulator } from '../support/simulator.js';
import { until } from '../support/timing.js';
import { ACME_KEY, basics, LEAN } from './stage.js';

const LONG = 120_000;
/** So many that deleting them takes longer than a purge waits for it. */
const MANY = 40_000;
/** Rows that are deleted in one go: a crash loses the count of one at most. */
const SLICE = 100;

/** Answers are multiplied in the file itself: over stores on a server there is none. */
const onFile = process.env.E2E_STORES ? it.skip : it;

let count = 0;
function anAsked(parts: Partial<Asked> = {}): Asked {
  const number = ++count;
  const names = { namespace: `cellar-${number}`, model: `gpt-${number}`, tag: `drawer-${number}` };
  return { query: `What is kept in drawer ${number}?`, ...names, key: ACME_KEY, ...parts };
}

describe('a purge survives kill -9', () => {
  let simulator: Simulator;
  let folder: string;
  let service: Service;
  const start = async () => {
    service = await startService({ ...basics(simulator), ...LEAN, DATA_DIR: folder });
  };
  beforeAll(async () => {
    simulator = await startSimulator();
  });
  afterAll(() => simulator.close());
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'ragcache-purges-'));
    simulator.behave({});
    await start();
  });
  afterEach(async () => {
    await service.stop();
    rmSync(folder, { recursive: true, force: true });
  });
  const order = (body: object) => purge(service, ACME_KEY, body);
  const serves = async (asked: Asked) => (await servedBy(service, asked)) !== undefined;
  /** One question, and so many copies of its answer that a purge of them takes a while. */
  const learnMany = async () => {
    const asked = anAsked();
    await learn(service, asked);
    await service.stop();
    copyNewest(folder, MANY);
    await start();
    return asked;
  };
  const restart = async () => {
    await service.kill();
    await start();
  };

  it(
    'of each kind, right after its 200, with its receipt',
    async () => {
      const all = NAMEABLE.map(() => anAsked());
      // A writer's purge would take the others with it.
      const named = NAMEABLE.map((name) => (name === 'key' ? (['key', 'tag'] as const) : ([name] as const)));
      const [spared, single] = [anAsked(), anAsked()];
      const ids = await Promise.all([...all, spared, single].map((asked) => learn(service, asked)));
      await wait(1_000);
      const numbers: number[] = [];
      for (const [at, asked] of all.entries()) {
        const { status, body } = await order(orderOf(asked, named[at]!, shortDigest));
        expect(status).toBe(200);
        numbers.push(body.number);
      }
      const path = `/api/v1/entries/${ids.at(-1)}`;
      expect((await service.request('DELETE', path, { key: ACME_KEY })).status).toBe(204);
      await restart();
      for (const asked of [...all, single]) expect([asked, await serves(asked)]).toEqual([asked, false]);
      expect(await serves(spared)).toBe(true);
      for (const number of numbers)
        expect((await receiptOf(service, ACME_KEY, number)).body).toMatchObject({
          number,
          purged: 1,
          done: true,
        });
      const { body } = await order({ all: true });
      expect(body.number).toBeGreaterThan(numbers.at(-1)!);
      await restart();
      expect(await serves(spared)).toBe(false);
    },
    LONG,
  );

  it(
    'while answers from before it are being written',
    async () => {
      for (const delayMs of [0, 5, 30]) {
        const all = Array.from({ length: 30 }, () => anAsked({ tag: `round-${delayMs}` }));
        const before = simulator.calls().total;
        simulator.behave({ latencyMs: 100 });
        const asking = all.map((asked) => askFor(service, asked).catch(() => undefined));
        await until(() => simulator.calls().total === before + all.length);
        await wait(90);
        const { status } = await order({ tags: [`round-${delayMs}`] });
        expect(status).toBe(200);
        await wait(delayMs);
        await restart();
        await Promise.all(asking);
        for (const asked of all) expect(await serves(asked)).toBe(false);
      }
    },
    LONG,
  );

  onFile(
    'in the middle of its deletes, which the next start goes on with',
    async () => {
      const asked = await learnMany();
      expect(await serves(asked)).toBe(true);
      const { status, body } = await order({ tags: [asked.tag] });
      expect([status, body.done, await serves(asked)]).toEqual([200, false, false]);
      await service.kill();
      const left = copiesIn(folder);
      expect(left).toBeGreaterThan(0);
      await start();
      expect(await serves(asked)).toBe(false);
      const receipt = async () => (await receiptOf(service, ACME_KEY, body.number)).body;
      await until(async () => (await receipt()).done);
      const { purged } = await receipt();
      expect(purged).toBeGreaterThan(MANY - SLICE);
      expect(purged).toBeLessThanOrEqual(MANY + 1);
      expect(copiesIn(folder)).toBe(0);
    },
    LONG,
  );

  onFile(
    'and SIGTERM in the middle of its deletes, which does not wait for them',
    async () => {
      const asked = await learnMany();
      const { body } = await order({ tags: [asked.tag] });
      expect(body.done).toBe(false);
      expect(await service.stop()).toBe(0);
      expect(copiesIn(folder)).toBeGreaterThan(0);
      await start();
      await until(async () => (await receiptOf(service, ACME_KEY, body.number)).body.done);
      expect((await receiptOf(service, ACME_KEY, body.number)).body.purged).toBe(MANY + 1);
    },
    LONG,
  );
});
