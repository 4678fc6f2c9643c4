import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { type Service, startRefused } from '../support/service.js';
import { ACME_KEY, openStage, SEMANTIC } from './stage.js';

interface Line {
  readonly msg: string;
  readonly pid?: number;
  readonly worker?: number;
  readonly replaced_in_ms?: number;
  readonly request_id?: string;
}

/** Every request comes on a connection of its own, so that the workers take turns. */
const ALONE = { connection: 'close' };
const WORKERS = { ...SEMANTIC, API_WORKERS: '2' };
const LISTENS = /^listening on/;
const CALLERS = 4;

function linesOf(service: Service): Line[] {
  const lines = service.output().split('\n');
  return lines.filter((line) => line.startsWith('{')).map((line) => JSON.parse(line) as Line);
}

/** Every worker that ever listened, in order. */
function workersOf(service: Service): number[] {
  return linesOf(service)
    .filter(({ msg }) => LISTENS.test(msg))
    .map(({ pid }) => pid!);
}

/** Callers who ask one question after the other, each on a new connection. */
function startLoad(ask: (query: string) => Promise<{ status: number; worker: number }>) {
  const load = { answered: 0, failed: 0, hung: 0, answeredBy: new Set<number>() };
  let isOver = false;
  const call = async () => {
    for (let turn = 0; !isOver; turn++) {
      const answer = await ask(`What is in box ${turn % 20}?`).catch((error: Error) => {
        if (error.name === 'TimeoutError') load.hung++;
        return undefined;
      });
      if (answer?.status === 200) load.answeredBy.add(answer.worker);
      if (answer?.status === 200) load.answered++;
      else load.failed++;
      await wait(25);
    }
  };
  const calls = Promise.all(Array.from({ length: CALLERS }, call));
  const stop = async () => {
    isOver = true;
    await calls;
  };
  return Object.assign(load, { stop });
}

/** The worker whose log line tells of the request. */
function answererOf(output: string, requestId: string): number | undefined {
  const line = new RegExp(`^\\{.*"request_id":"${requestId}".*\\}$`, 'm').exec(output);
  return line ? (JSON.parse(line[0]) as Line).pid : undefined;
}

async function until<Value>(look: () => Value | undefined, patienceMs = 20_000): Promise<Value> {
  const lastLook = performance.now() + patienceMs;
  for (;;) {
    const found = look();
    if (found) return found;
    if (performance.now() > lastLook) throw new Error(`Nothing came of ${look.toString()}`);
    await wait(25);
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** A stage on which two workers listen and are ready. */
async function openPool() {
  const stage = await openStage(WORKERS);
  const { service } = stage;
  const isReady = ({ msg }: Line) => msg === 'part state changed';
  await until(() => workersOf(service).length === 2);
  await until(() => linesOf(service).filter(isReady).length >= 2);
  let asked = 0;
  /** Asks, and tells which worker answered. */
  const ask = async (query: string) => {
    const id = `w-${++asked}`;
    const options = { headers: { ...ALONE, 'x-request-id': id }, signal: AbortSignal.timeout(10_000) };
    const answer = await service.ask({ query }, ACME_KEY, options);
    return { ...answer, worker: await until(() => answererOf(service.output(), id)) };
  };
  return { ...stage, ask, workers: workersOf(service) };
}

describe('several workers', () => {
  let stage: Awaited<ReturnType<typeof openPool>>;
  beforeAll(async () => {
    stage = await openPool();
  }, 60_000);
  afterAll(() => stage.close());

  const scrape = async () => {
    const { body } = await stage.service.request('GET', '/metrics', { key: ACME_KEY, headers: ALONE });
    return body as string;
  };
  const sum = (text: string, name: string) =>
    [...text.matchAll(new RegExp(`^${name}.* (\\d+)$`, 'gm'))].reduce((total, [, n]) => total + Number(n), 0);
  const queries = async () => sum(await scrape(), 'ragcache_requests_total{route="/api/v1/query"');

  it('answer on one port, and the process that forked them answers nothing', async () => {
    const seen = new Set<number>();
    for (let turn = 0; turn < 6; turn++) seen.add((await stage.ask('Who answers the door?')).worker);
    expect([...seen].sort()).toEqual([...stage.workers].sort());
    expect(seen.has(stage.service.pid)).toBe(false);
  });

  it('share a memory: what one was told is a hit in the other', async () => {
    const query = 'Where are the spare keys of the archive?';
    const before = stage.simulator.calls().total;
    const first = await stage.ask(query);
    // An answer is written right after it was given.
    await wait(500);
    let other = await stage.ask(query);
    for (let turn = 0; turn < 10 && other.worker === first.worker; turn++) other = await stage.ask(query);
    expect(other.worker).not.toBe(first.worker);
    expect(other.body).toMatchObject({
      response: first.body.response,
      cache_info: { cache_hit: true, cache_type: 'exact' },
    });
    expect(stage.simulator.calls().total - before).toBe(1);
  });

  it('forget together: a purge through one is obeyed by both at once', async () => {
    const query = 'How warm is the server room?';
    await stage.ask(query);
    await wait(500);
    for (let turn = 0; turn < 4; turn++)
      expect((await stage.ask(query)).body.cache_info.cache_hit).toBe(true);
    const purge = { key: ACME_KEY, headers: ALONE, body: { all: true } };
    expect((await stage.service.request('POST', '/api/v1/purge', purge)).status).toBe(200);
    const before = stage.simulator.calls().total;
    await stage.ask(query);
    expect(stage.simulator.calls().total - before).toBe(1);
  });

  it('are summed up, whichever of them is scraped', async () => {
    const before = await queries();
    const answeredBy = new Set<number>();
    for (let turn = 0; turn < 10; turn++) answeredBy.add((await stage.ask('Count me in, please?')).worker);
    expect(answeredBy.size).toBe(2);
    expect([await queries(), await queries(), await queries()]).toEqual(Array(3).fill(before + 10));
    const text = await scrape();
    expect(text).toMatch(/^ragcache_build_info\{.*\} 1$/m);
    expect(text).toMatch(/^ragcache_part_up\{part="embedder"\} 1$/m);
  });

  it('survive kill -9 of one under load: its open connections break, another takes its place', async () => {
    const counted = await queries();
    const load = startLoad((query) => stage.ask(query));
    const [victim] = stage.workers;
    try {
      await wait(1_000);
      process.kill(victim!, 'SIGKILL');
      const isEnd = ({ msg, worker }: Line) => msg === 'worker ended' && worker === victim;
      const end = await until(() => linesOf(stage.service).find(isEnd));
      expect(end.replaced_in_ms).toBeLessThan(2_000);
      const isNew = ({ msg, pid }: Line) => LISTENS.test(msg) && !stage.workers.includes(pid!);
      const { pid } = await until(() => linesOf(stage.service).find(isNew));
      await until(() => load.answeredBy.has(pid!));
    } finally {
      await load.stop();
    }
    expect(load.hung).toBe(0);
    expect(load.failed).toBeLessThanOrEqual(CALLERS);
    expect(load.answered).toBeGreaterThan(20);
    // What the dead one had counted by the last scrape still counts.
    expect(await queries()).toBeGreaterThanOrEqual(counted + load.answered / 4);
  }, 60_000);

  it('finish what they were asked on SIGTERM, end with 0 and leave no process', async () => {
    const { simulator, service } = stage;
    const workers = [...stage.workers, ...workersOf(service)];
    const before = simulator.calls().total;
    simulator.behave({ latencyMs: 1_000 });
    const asking = [1, 2, 3, 4].map((number) => stage.ask(`Are you still there, number ${number}?`));
    await until(() => simulator.calls().total === before + 4);
    const ended = service.stop();
    expect((await Promise.all(asking)).map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect(await ended).toBe(0);
    expect(workers.filter(isAlive)).toEqual([]);
  });
});

describe('several workers without the process that forked them', () => {
  it('end when it is killed', async () => {
    const stage = await openPool();
    await stage.service.kill();
    await until(() => !stage.workers.some(isAlive));
    await stage.simulator.close();
  }, 60_000);
});

describe('starting several workers', () => {
  it('tells what is wrong with the environment once', async () => {
    const { code, output } = await startRefused({ ...WORKERS, PORT: 'x' });
    expect(code).toBe(1);
    expect(output.match(/RAGCache can't start/g)).toHaveLength(1);
  }, 60_000);

  it('is refused with stores that they would not share, and names the cure', async () => {
    const { code, output } = await startRefused({ ...WORKERS, ENTRY_STORE: 'memory' });
    expect(code).toBe(1);
    expect(output).toMatch(/API_WORKERS: must be 1 with ENTRY_STORE=memory.*use stores that workers share/);
  }, 60_000);

  it('gives up with 1, and says why once, when the first one cannot listen', async () => {
    const squatter = createServer().listen(0, '127.0.0.1');
    await new Promise((done) => squatter.once('listening', done));
    const { port } = squatter.address() as AddressInfo;
    const { code, output } = await startRefused({ ...WORKERS, PORT: String(port) });
    squatter.close();
    expect(code).toBe(1);
    expect(output).toMatch(/EADDRINUSE/);
    expect(output.match(/RAGCache can't start/g)).toHaveLength(1);
  }, 60_000);
});
