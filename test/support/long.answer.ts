import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import pidusage from 'pidusage';
import type { Stage } from '../e2e/stage.js';
import { AS_ACME, askAt, type Endpoint } from './endpoints.js';
import type { Service } from './service.js';
import { openSlowly } from './slow.reader.js';

/** Far more than the kernel keeps for a reader when it comes as a frame per token. */
export const LONG = 770_000;
const SENTENCE = 'You may ask. Who said so? ';
/** As many tokens as there can be. */
export const LONG_TEXT = SENTENCE.repeat(LONG / SENTENCE.length + 1).slice(0, LONG);
export const LONG_QUESTION = 'Recite the whole register, please.';
const MEGABYTE = 1_000_000;
const LOOKS = 10;
const BETWEEN_LOOKS_MS = 100;
const BETWEEN_PROBES_MS = 5;

/** Has the long answer remembered, so that all who ask for it get a replay. */
export async function rememberLong({ service, simulator }: Stage, endpoint: Endpoint): Promise<void> {
  simulator.behave({ say: { text: LONG_TEXT } });
  await askAt(service.url, endpoint, { question: LONG_QUESTION, stream: false });
  simulator.behave({});
}

/** Reads so many replays at once without looking into them. Gives the bytes of each. */
export function readReplays(service: Service, endpoint: Endpoint, readers: number): Promise<number[]> {
  return Promise.all(Array.from({ length: readers }, () => bytesOf(service, endpoint)));
}

async function bytesOf({ url }: Service, { path, body }: Endpoint): Promise<number> {
  const call = request(new URL(path, url), { method: 'POST', headers: AS_ACME, agent: false });
  call.end(JSON.stringify(body(LONG_QUESTION, true)));
  const [answer] = (await once(call, 'response')) as [IncomingMessage];
  let bytes = 0;
  for await (const piece of answer) bytes += (piece as Buffer).length;
  return bytes;
}

/** The megabytes that a process grows by while so many callers ask for a replay and read nothing of it. */
export async function heldForPaused(service: Service, endpoint: Endpoint, readers: number): Promise<number> {
  const before = await memoryOf(service);
  const asked = { question: LONG_QUESTION, stream: true };
  const paused = await Promise.all(
    Array.from({ length: readers }, () => openSlowly(service.url, endpoint, asked)),
  );
  let peak = 0;
  for (let looks = 0; looks < LOOKS; looks++) {
    await sleep(BETWEEN_LOOKS_MS);
    peak = Math.max(peak, await memoryOf(service));
  }
  for (const reader of paused) reader.die();
  return (peak - before) / MEGABYTE;
}

/** Resident bytes. */
async function memoryOf({ pid }: Service): Promise<number> {
  return (await pidusage(pid)).memory;
}

/** The longest that the process took to say that it is alive while the work was done. Milliseconds. */
export async function slowestProbe({ url }: Service, work: () => Promise<unknown>): Promise<number> {
  let slowest = 0;
  let isOver = false;
  const probing = (async () => {
    while (!isOver) {
      const asked = performance.now();
      await (await fetch(`${url}/health/live`)).text();
      slowest = Math.max(slowest, performance.now() - asked);
      await sleep(BETWEEN_PROBES_MS);
    }
  })();
  await work();
  isOver = true;
  await probing;
  return slowest;
}
