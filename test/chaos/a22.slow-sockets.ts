import type { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Figure } from '../../bench/bench-part.js';
import { ACME_KEY, type Stage } from '../e2e/stage.js';
import { fresh } from '../support/questions.js';
import { closeAll, openSockets } from '../support/sockets.js';
import { startTraffic } from '../support/traffic.js';
import type { Fault } from './fault.js';
import { count, milliseconds } from './figures.js';
import { onStage } from './on-stage.js';

const SLOW = 500;
const IDLE = 100;
/** Requests get 30 s to arrive, and Node looks at them every 30 s. */
const LONGEST_MS = 75_000;
const LOOK_EVERY_MS = 500;
const REQUEST = 'POST /api/v1/query HTTP/1.1\r\nHost: x\r\nX-Slow: '.padEnd(400, 'x');

/** A server that waits for them politely would soon have no room for others. */
export const slowSockets: Fault = {
  name: 'a22',
  title: `${SLOW} sockets that send a byte per second, and ${IDLE} that send nothing`,
  isQuick: false,
  run: () => onStage({ REQUEST_TIMEOUT_MS: '20000' }, loris),
};

async function loris({ service }: Stage): Promise<Figure[]> {
  const sockets = await openSockets(service.url, SLOW + IDLE);
  const started = performance.now();
  const dripping = drip(sockets.slice(0, SLOW));
  const traffic = startTraffic({ urls: [service.url], key: ACME_KEY, next: fresh(), connections: 4 });
  const openSlow = () => sockets.slice(0, SLOW).filter(({ destroyed }) => !destroyed).length;
  while (openSlow() > 0 && performance.now() - started < LONGEST_MS) await sleep(LOOK_EVERY_MS);
  const took = performance.now() - started;
  const left = [openSlow(), sockets.filter(({ destroyed }) => !destroyed).length - openSlow()] as const;
  clearInterval(dripping);
  await traffic.stop();
  closeAll(sockets);
  return [
    count('requests beside them', traffic.sent.length),
    count('failed requests', traffic.sent.filter(({ status }) => status !== 200).length, 0),
    count('slow sockets left open', left[0], 0),
    count('idle sockets left open', left[1], 0),
    milliseconds('the last slow one closed after', took, LONGEST_MS),
  ];
}

function drip(sockets: readonly Socket[]): NodeJS.Timeout {
  let sent = 0;
  return setInterval(() => {
    const byte = REQUEST[sent++ % REQUEST.length]!;
    for (const socket of sockets) if (socket.writable) socket.write(byte);
  }, 1_000);
}
