import { spawnSync } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Figure } from '../../bench/bench-part.js';
import { ACME_KEY, type Stage } from '../e2e/stage.js';
import { atOnce, timed } from '../support/timed.js';
import { fresh } from '../support/questions.js';
import { closeAll, openSockets } from '../support/sockets.js';
import type { Fault } from './fault.js';
import { count } from './figures.js';
import { onStage } from './on-stage.js';

const FILES = 256;
const SOCKETS = 400;
/** How long the sockets are held. */
const HELD_MS = 2_000;
const PATIENCE_MS = 10_000;
const ASKED = 50;

export const fewFiles: Fault = {
  name: 'a22',
  title: `${SOCKETS} sockets on a service that may open ${FILES} files`,
  isQuick: true,
  run: () =>
    onStage({}, async (stage) => (limitFiles(stage) ? exhaust(stage) : { skipped: 'prlimit is missing' })),
};

function limitFiles({ service }: Stage): boolean {
  return spawnSync('prlimit', [`--pid=${service.pid}`, `--nofile=${FILES}`]).status === 0;
}

async function exhaust({ service }: Stage): Promise<Figure[]> {
  const next = fresh();
  const ask = (patience: number) => () =>
    timed(() => service.ask({ query: next() }, ACME_KEY, { signal: AbortSignal.timeout(patience) }));
  const sockets = await openSockets(service.url, SOCKETS);
  const during = await atOnce(ASKED, ask(HELD_MS));
  closeAll(sockets);
  await sleep(HELD_MS);
  const after = await atOnce(ASKED, ask(PATIENCE_MS));
  const failed = (answers: typeof after) => answers.filter(({ status }) => status !== 200).length;
  return [
    count('requests that failed while no file was left', failed(during)),
    count('requests that failed afterwards', failed(after), 0),
    count('crashes', /Fatal|uncaught|unhandled|can't start/i.test(service.output()) ? 1 : 0, 0),
  ];
}
