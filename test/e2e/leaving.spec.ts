import { setImmediate as nextTurn, setTimeout as wait } from 'node:timers/promises';
import { CallerSocket } from '../support/caller.socket.js';
import { until } from '../support/timing.js';
import { openStage, type Stage } from './stage.js';

const CALLERS = 60;
const LONG = 90_000;
const REQUEST = 'GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n';
const SERVED = /^HTTP\/1\.1 200 /;

describe.each([1, 2])('a stop without a delay, with API_WORKERS=%i', (workers) => {
  let stage: Stage;
  let port: number;
  beforeEach(async () => {
    stage = await openStage({ API_WORKERS: String(workers) });
    port = Number(new URL(stage.service.url).port);
    const listening = () => stage.service.output().match(/listening on/g)?.length === workers;
    await until(listening);
  }, LONG);
  afterEach(() => stage.close());

  const callers = () => Array.from({ length: CALLERS }, () => new CallerSocket(port));
  /** How all of them ended, and how many were answered. */
  const outcome = async (sockets: readonly CallerSocket[]) => {
    const endings = await Promise.all(sockets.map(({ ended }) => ended));
    const count = (ending: string) => endings.filter((each) => each === ending).length;
    const served = sockets.filter((socket) => SERVED.test(socket.responses().at(-1) ?? '')).length;
    return { closed: count('closed'), reset: count('reset'), served };
  };
  const ALL = { closed: CALLERS, reset: 0, served: CALLERS };
  const stop = () => process.kill(stage.service.pid, 'SIGTERM');

  it(
    'serves connections that the kernel took right before the signal',
    async () => {
      const sockets = callers();
      await Promise.all(sockets.map((socket) => socket.isOpen()));
      for (const socket of sockets) socket.write(REQUEST);
      stop();
      expect(await outcome(sockets)).toEqual(ALL);
    },
    LONG,
  );

  it(
    'serves those that are taken around the signal, or refuses them, and resets none but one of the very moment',
    async () => {
      const early = callers();
      for (const socket of early) socket.write(REQUEST);
      // Node connects at the end of the turn; from then on the kernel has them.
      await nextTurn();
      stop();
      const late: CallerSocket[] = [];
      for (let turn = 0; turn < 300; turn++) {
        const socket = new CallerSocket(port);
        socket.write(REQUEST);
        late.push(socket);
        await wait(2);
      }
      const { closed, reset, served } = await outcome([...early, ...late]);
      expect(closed - served).toBe(0);
      // Between the last look and the closing of the port are some microseconds, more when another process gets the processor then.
      expect(reset).toBeLessThanOrEqual(1);
      expect(served).toBeGreaterThanOrEqual(CALLERS);
    },
    LONG,
  );

  it(
    'serves requests that are sent a little later on connections without any, and hangs up after',
    async () => {
      const sockets = callers();
      await Promise.all(sockets.map((socket) => socket.isOpen()));
      stop();
      await wait(100);
      for (const socket of sockets) socket.write(REQUEST);
      expect(await outcome(sockets)).toEqual(ALL);
      for (const socket of sockets) expect(socket.responses().at(-1)).toMatch(/\r\nconnection: close\r\n/i);
    },
    LONG,
  );

  it(
    'serves the next request of kept connections, and says that it is the last',
    async () => {
      const sockets = callers();
      for (const socket of sockets) socket.write(REQUEST);
      await until(() => sockets.every((socket) => socket.responses().length === 1));
      stop();
      await until(() => stage.service.output().match(/"state":"draining"/g)?.length === workers);
      for (const socket of sockets) socket.write(REQUEST);
      expect(await outcome(sockets)).toEqual(ALL);
      for (const socket of sockets) expect(socket.responses().at(-1)).toMatch(/\r\nconnection: close\r\n/i);
      expect(sockets.map((socket) => socket.responses().length)).toEqual(Array(CALLERS).fill(2));
    },
    LONG,
  );
});
