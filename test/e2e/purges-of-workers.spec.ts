import { setTimeout as wait } from 'node:timers/promises';
import { shortDigest } from '@app/core';
import {
  type Asked,
  askFor,
  learn,
  NAMEABLE,
  type Nameable,
  orderOf,
  purge,
  servedBy,
} from '../support/purges.js';
import { until } from '../support/timing.js';
import { ACME_KEY, openStage, type Stage } from './stage.js';

/** Every request comes on a connection of its own, so that the workers take turns. */
const ALONE = { connection: 'close' };
const WORKERS = 2;
const SLOW_MS = 1_500;
const LONG = 60_000;

let count = 0;
function anAsked(): Asked {
  const number = ++count;
  const names = { namespace: `cellar-${number}`, model: `gpt-${number}`, tag: `drawer-${number}` };
  return { query: `What is kept in drawer ${number}?`, ...names, key: ACME_KEY };
}

/** Two processes on one file. */
describe('workers obey the purges of each other', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage({ API_WORKERS: `${WORKERS}` });
    await until(() => (stage.service.output().match(/"msg":"listening on/g) ?? []).length === WORKERS);
  }, LONG);
  afterAll(() => stage.close());
  beforeEach(() => stage.simulator.behave({}));

  let asks = 0;
  /** Asks memory until every worker has answered once; the entries that they served. */
  const servedByAll = async (asked: Asked) => {
    const served = new Map<number, string | undefined>();
    while (served.size < WORKERS) {
      const id = `purges-${++asks}`;
      const entry = await servedBy(stage.service, asked, { ...ALONE, 'x-request-id': id });
      served.set(await workerOf(id), entry);
    }
    return [...served.values()];
  };
  const workerOf = async (requestId: string): Promise<number> => {
    const line = new RegExp(`^\\{.*"request_id":"${requestId}".*\\}$`, 'm');
    await until(() => line.test(stage.service.output()));
    return (JSON.parse(line.exec(stage.service.output())![0]) as { pid: number }).pid;
  };
  const order = (body: object) => purge(stage.service, ACME_KEY, body, ALONE);
  /** Begins a call of the model that takes its time; resolves when the model has been asked. */
  const beginSlowly = async (asked: Asked) => {
    const [before, id] = [stage.simulator.calls().total, `slow-${++asks}`];
    stage.simulator.behave({ latencyMs: SLOW_MS });
    const answer = askFor(stage.service, asked, { headers: { ...ALONE, 'x-request-id': id } });
    await until(() => stage.simulator.calls().total > before);
    stage.simulator.behave({});
    return { answer: answer.then(() => workerOf(id)) };
  };
  const learnByAll = async (asked: Asked) => {
    const entry = await learn(stage.service, asked, ALONE);
    await until(async () => (await servedByAll(asked)).every((served) => served === entry));
    return entry;
  };

  it.each<Nameable | 'all'>(['all', ...NAMEABLE])('at once: by %s', async (name) => {
    const asked = anAsked();
    await learnByAll(asked);
    const body = name === 'all' ? { all: true } : orderOf(asked, [name], shortDigest);
    expect((await order(body)).status).toBe(200);
    expect(await servedByAll(asked)).toEqual([undefined, undefined]);
  });

  it('at once: of one entry by its id; its receipt is the same at both', async () => {
    const asked = anAsked();
    const path = `/api/v1/entries/${await learnByAll(asked)}`;
    const { status, headers } = await stage.service.request('DELETE', path, {
      key: ACME_KEY,
      headers: ALONE,
    });
    expect(status).toBe(204);
    expect(await servedByAll(asked)).toEqual([undefined, undefined]);
    const receipt = `/api/v1/purges/${headers['x-cache-purge']}`;
    for (let turn = 0; turn < 4; turn++) {
      const { body } = await stage.service.request('GET', receipt, { key: ACME_KEY, headers: ALONE });
      expect(body).toMatchObject({ purged: 1, done: true });
    }
  });

  it('while one of them is waiting for an answer', async () => {
    for (let turn = 0; turn < 2; turn++) {
      const asked = anAsked();
      const { answer } = await beginSlowly(asked);
      expect((await order({ tags: [asked.tag] })).status).toBe(200);
      await answer;
      expect(await servedByAll(asked)).toEqual([undefined, undefined]);
      await wait(200);
      expect(await servedByAll(asked)).toEqual([undefined, undefined]);
    }
  });

  it(
    'and keep a refresh of the other, when an older call of their own ends later',
    async () => {
      let byTheOther = 0;
      for (let turn = 0; turn < 2; turn++) {
        const asked = anAsked();
        const { answer } = await beginSlowly(asked);
        const id = `refresh-${++asks}`;
        const headers = { ...ALONE, 'x-request-id': id, 'cache-control': 'no-cache' };
        const refreshed = await askFor(stage.service, asked, { headers });
        expect(refreshed.headers['x-cache-status']).toBe('REFRESH');
        // What is accepted is written right after, and stores on a server take a moment.
        let fresh: string | undefined;
        await until(async () => (fresh = await servedBy(stage.service, asked, ALONE)) !== undefined);
        if ((await answer) !== (await workerOf(id))) byTheOther++;
        await wait(200);
        expect(await servedByAll(asked)).toEqual([fresh, fresh]);
      }
      expect(byTheOther).toBeGreaterThan(0);
    },
    LONG,
  );
});
