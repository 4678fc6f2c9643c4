import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { DatabaseSync } from '@photostructure/sqlite';
import { outputOf, spawnService } from '../../apps/demo/src/service.process.js';
import type { Figure } from '../../bench/bench-part.js';
import { ACME_KEY } from '../e2e/stage.js';
import { CallerSocket } from '../support/caller.socket.js';
import { canBeImmutable, whileImmutable } from '../support/immutable-files.js';
import type { Service } from '../support/service.js';
import { until } from '../support/timing.js';
import { count, happened, milliseconds } from './figures.js';
import { inTwoSizes } from './in-two-sizes.js';
import { onStage } from './on-stage.js';

const WORKERS = 2;
const CALLERS = 60;
const REQUEST = 'GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n';
const SERVED = /^HTTP\/1\.1 200 /;
/** What the service may take to say that a place is of no use, beside what it takes to start. */
const WORD_MS = 5_000;
/** A start that has said nothing for so long never will. */
const SILENT_MS = 30_000;
const WORD = /^RAGCache can't start: DATA_DIR \S+ [^\n]+\n$/;
/** Parts are looked at every few seconds. */
const SEEN_MS = 15_000;

interface Size {
  /** How often connections are opened and the service is stopped. */
  readonly stops: number;
}

export const startAndStop = inTwoSizes<Size>({
  name: 'c10',
  title: `SIGTERM right after ${CALLERS} connections with ${WORKERS} workers; data folders of no use`,
  sizes: { quick: { stops: 1 }, thorough: { stops: 10 } },
  run: async ({ stops }) => [
    ...(await stopped(stops)),
    ...(await refused()),
    ...(await withFolder((folder) => unwritable(folder))),
  ],
});

async function withFolder<Result>(work: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'ragcache-place-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function stopped(stops: number): Promise<Figure[]> {
  const seen = { reset: 0, unserved: 0, failed: 0 };
  for (let turn = 0; turn < stops; turn++) {
    const sockets = await onStage({ API_WORKERS: `${WORKERS}` }, async ({ service }) => {
      const isListening = () => service.output().match(/listening on/g)?.length === WORKERS;
      await until(isListening);
      const callers = await connected(service);
      for (const caller of callers) caller.write(REQUEST);
      if ((await service.stop()) !== 0) seen.failed++;
      return callers;
    });
    const endings = await Promise.all(sockets.map(({ ended }) => ended));
    seen.reset += endings.filter((ending) => ending !== 'closed').length;
    seen.unserved += sockets.filter((socket) => !SERVED.test(socket.responses().at(-1) ?? '')).length;
  }
  return [
    count('connections opened right before SIGTERM', stops * CALLERS),
    count('… that were reset', seen.reset, 0),
    count('… that were not answered', seen.unserved, 0),
    count('stops with another exit code than 0', seen.failed, 0),
  ];
}

async function connected({ url }: Service): Promise<CallerSocket[]> {
  const port = Number(new URL(url).port);
  const callers = Array.from({ length: CALLERS }, () => new CallerSocket(port));
  await Promise.all(callers.map((caller) => caller.isOpen()));
  return callers;
}

/** A wrong number is refused before any place is tried: what that takes is the start alone. */
async function refused(): Promise<Figure[]> {
  const start = await refusal({ PORT: 'wrong-on-purpose' });
  return withFolder(async (folder) => {
    const file = join(folder, 'file');
    writeFileSync(file, '');
    const figures: Figure[] = [];
    for (const [name, place] of [
      ['a file', file],
      ['/proc/nope', '/proc/nope'],
    ] as const) {
      const { code, output, ms } = await refusal({ DATA_DIR: place });
      figures.push(
        happened(`DATA_DIR is ${name}: refused in one line`, code === 1 && WORD.test(output)),
        milliseconds('… more than a start takes', Math.max(0, ms - start.ms), WORD_MS),
      );
    }
    return figures;
  });
}

async function refusal(settings: Readonly<Record<string, string>>) {
  const began = performance.now();
  const child = spawnService({ PORT: '0', ...settings });
  const output = outputOf(child);
  const impatience = setTimeout(() => child.kill('SIGKILL'), SILENT_MS);
  const code = await new Promise<number | null>((ended) => child.once('exit', ended));
  clearTimeout(impatience);
  return { code, output: output(), ms: performance.now() - began };
}

async function unwritable(folder: string): Promise<Figure[]> {
  return onStage({ DATA_DIR: folder }, async ({ service }) => {
    const figures = await told('locked by another process', service, (work) => whileLocked(folder, work));
    if (!canBeImmutable()) return figures;
    return [...figures, ...(await told('immutable', service, (work) => whileImmutable(folder, work)))];
  });
}

/** How long it takes until the health report tells of it, and of its end. */
async function told(
  what: string,
  service: Service,
  during: (work: () => Promise<void>) => Promise<void>,
): Promise<Figure[]> {
  const state = async () =>
    ((await service.request('GET', '/health')).body as { parts: { entries: string } }).parts.entries;
  const reached = (wanted: string) => timeTo(async () => (await state()) === wanted);
  const seen = { before: await state(), downMs: 0, status: 0 };
  await during(async () => {
    seen.downMs = await reached('down');
    seen.status = (await service.ask({ query: 'Is it open today?' }, ACME_KEY)).status;
  });
  return [
    happened(`data ${what}: all was well before`, seen.before === 'up'),
    milliseconds('… until /health tells it', seen.downMs, SEEN_MS),
    happened('… questions are answered meanwhile', seen.status === 200),
    milliseconds('… until /health is well again', await reached('up'), SEEN_MS),
  ];
}

/** Gives more than any bound when it never comes. */
async function timeTo(isSo: () => Promise<boolean>): Promise<number> {
  const began = performance.now();
  while (performance.now() - began < 2 * SEEN_MS && !(await isSo())) await sleep(20);
  return performance.now() - began;
}

async function whileLocked(folder: string, work: () => Promise<void>): Promise<void> {
  const holder = new DatabaseSync(join(folder, 'ragcache.db'));
  holder.exec('BEGIN EXCLUSIVE');
  try {
    await work();
  } finally {
    holder.exec('ROLLBACK');
    holder.close();
  }
}
