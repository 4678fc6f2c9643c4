import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, rmdirSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Figure } from '../../bench/bench-part.js';
import { ACME_KEY, type Stage } from '../e2e/stage.js';
import { metricOf } from '../support/metrics.js';
import { fresh } from '../support/questions.js';
import { answerTimed, type TimedAnswer } from '../support/timed-answers.js';
import type { Fault, Skipped } from './fault.js';
import { count, happened, milliseconds } from './figures.js';
import { onStage } from './on-stage.js';

const DISK = 'size=8m';
const ASKED = 100;
/** The bound on how long writes may stay away once there is room. */
const RESUME_MS = 10_000;
/** Until an accepted answer has left the process, whether or not it could be written. */
const WRITTEN_MS = 200;
/** The call's place in the order of calls is written before the answer is. */
const REFUSALS = ['registry-unavailable', 'store-failed'].map(
  (reason) => `ragcache_skips_total{reason="${reason}"}`,
);

export const diskFull: Fault = {
  name: 'a21',
  title: 'The disk under the embedded store is full',
  isQuick: true,
  run: async () => {
    const folder = mkdtempSync(join(tmpdir(), 'ragcache-disk-'));
    const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', DISK, 'tmpfs', folder]).status === 0;
    try {
      return mounted ? await onStage({ DATA_DIR: folder }, (stage) => fill(stage, folder)) : notAllowed();
    } finally {
      if (mounted) spawnSync('umount', ['--lazy', folder]);
      rmdirSync(folder);
    }
  },
};

function notAllowed(): Skipped {
  return { skipped: 'mounting a small tmpfs is not allowed here: it takes root' };
}

async function fill(stage: Stage, folder: string): Promise<Figure[]> {
  const [next, ballast] = [fresh(), join(folder, 'ballast')];
  const known = next();
  await stage.service.ask({ query: known }, ACME_KEY);
  await sleep(WRITTEN_MS);
  fillUp(ballast);
  const asked = await askMany(stage, next);
  const still = await answerTimed(() => stage.service.ask({ query: known }, ACME_KEY));
  const refused = await Promise.all(REFUSALS.map((line) => metricOf(stage.service, line)));
  rmSync(ballast);
  const freed = performance.now();
  const resumed = await untilWritten(stage, next);
  return [
    count('requests while it is full', asked.length),
    count('failed requests', [...asked, still].filter(({ status }) => status !== 200).length, 0),
    happened('writes were refused, and counted', Math.max(...refused) > 0),
    happened('what was there is still served', still.body.cache_info.cache_hit === true),
    milliseconds('writes resume after', resumed - freed, RESUME_MS),
  ];
}

/** Writes until there is no room for another byte. */
function fillUp(file: string): void {
  const descriptor = openSync(file, 'w');
  try {
    for (const size of [65_536, 4_096, 1]) writeAll(descriptor, Buffer.alloc(size));
  } finally {
    closeSync(descriptor);
  }
}

function writeAll(descriptor: number, bytes: Buffer): void {
  try {
    while (writeSync(descriptor, bytes) > 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
  }
}

async function askMany({ service }: Stage, next: () => string): Promise<TimedAnswer[]> {
  const asked: TimedAnswer[] = [];
  while (asked.length < ASKED) asked.push(await answerTimed(() => service.ask({ query: next() }, ACME_KEY)));
  return asked;
}

/** When the first question is asked whose answer is found once it has left the process. */
async function untilWritten({ service }: Stage, next: () => string): Promise<number> {
  const giveUp = performance.now() + 2 * RESUME_MS;
  for (let at = performance.now(); at < giveUp; at = performance.now()) {
    const query = next();
    await service.ask({ query }, ACME_KEY);
    await sleep(WRITTEN_MS);
    const { body } = await service.ask({ query }, ACME_KEY);
    if (body.cache_info?.cache_hit) return at;
  }
  return Number.POSITIVE_INFINITY;
}
