import { setTimeout as sleep } from 'node:timers/promises';
import pidusage from 'pidusage';
import type { Figure } from '../../bench/bench-part.js';
import type { Stage } from '../e2e/stage.js';
import { askAt, CHAT_COMPLETIONS } from '../support/endpoints.js';
import type { Service } from '../support/service.js';
import { metricOf } from '../support/metrics.js';
import { openSlowly, type SlowReader } from '../support/slow.reader.js';
import type { Fault } from './fault.js';
import { count, happened, milliseconds } from './figures.js';
import { onStage } from './on-stage.js';

const SLOW = 50;
const BYTES_PER_SECOND = 1_000;
const TAKES_PER_SECOND = 5;
const MEGABYTE = 1_000_000;
/** What one reader may cost, however slow it is. */
const MOST_MEGABYTES = 2;
/** Far more than the kernel and the service keep for a reader who doesn't read: 8 MB in 8 s. */
const DELTAS = 800;
const DELTAS_PER_SECOND = 100;
const WORDS_PER_DELTA = 2_000;
const ENCYCLOPEDIA = { text: 'word '.repeat(DELTAS * WORDS_PER_DELTA), wordsPerDelta: WORDS_PER_DELTA };
/** What the same stream may come later by than to somebody who asks the model directly. */
const LATE_MS = 1_000;
const HANDLERS_MS = 2_000;
/** Timers and sockets that come and go by themselves. */
const COMING_AND_GOING = 10;
const ASKED = { question: 'Read the whole encyclopedia to me.', stream: true };

export const slowReaders: Fault = {
  name: 'a14',
  title: `${SLOW} readers at ${BYTES_PER_SECOND} bytes per second, and a fast one, of one stream`,
  isQuick: true,
  run: () => onStage({}, readSlowly),
};

async function readSlowly(stage: Stage): Promise<Figure[]> {
  const { service, simulator } = stage;
  await askAt(service.url, CHAT_COMPLETIONS, { question: 'Are you there?', stream: true });
  const before = await stateOf(service);
  const calls = simulator.calls().total;
  simulator.behave({ tokensPerSecond: DELTAS_PER_SECOND, say: ENCYCLOPEDIA });
  const fast = timedReading(service.url);
  const slow = await Promise.all(
    Array.from({ length: SLOW }, () => openSlowly(service.url, CHAT_COMPLETIONS, ASKED)),
  );
  const sleeper = await openSlowly(service.url, CHAT_COMPLETIONS, ASKED);
  const shared = simulator.calls().total - calls;
  const direct = timedReading(simulator.url);
  const watching = watch(service, slow);
  const [through, straight] = [await fast, await direct];
  const peak = await watching.stop();
  const during = await stateOf(service);
  const overslept = await sleeper.rest();
  for (const reader of slow) reader.die();
  await sleep(HANDLERS_MS);
  const after = await stateOf(service);
  return [
    count('megabytes that the fast reader got', through.bytes / MEGABYTE),
    count('… missing of the whole stream', through.isWhole ? 0 : 1, 0),
    count('… calls for all of them', shared, 1),
    milliseconds('… later than from the model itself', through.ms - straight.ms, LATE_MS),
    count('megabytes per slow reader', (peak - before.memory) / MEGABYTE / SLOW, MOST_MEGABYTES),
    happened('who slept is cut, and told why', overslept.includes(CHAT_COMPLETIONS.errorEvent)),
    count('timers and sockets while they read', during.held - before.held),
    count('timers and sockets left 2 s after them', after.held - before.held, COMING_AND_GOING),
    count('warnings of leaks', service.output().includes('MaxListeners') ? 1 : 0, 0),
  ];
}

interface State {
  /** Bytes that are resident. */
  readonly memory: number;
  /** Timers and sockets: every handler that waits has some. */
  readonly held: number;
}

async function stateOf(service: Service): Promise<State> {
  const { memory } = await pidusage(service.pid);
  return { memory, held: await metricOf(service, 'nodejs_active_resources_total') };
}

async function timedReading(url: string): Promise<{ ms: number; bytes: number; isWhole: boolean }> {
  const began = performance.now();
  const { text } = await askAt(url, CHAT_COMPLETIONS, ASKED);
  const isWhole = text.includes(CHAT_COMPLETIONS.terminal);
  return { ms: performance.now() - began, bytes: Buffer.byteLength(text), isWhole };
}

/** Has the readers read at their pace, and looks at the memory meanwhile. `stop` gives the most that it was, in bytes. */
function watch(service: Service, readers: readonly SlowReader[]): { stop(): Promise<number> } {
  let [peak, isOver] = [0, false];
  const watching = (async () => {
    while (!isOver) {
      for (const reader of readers) reader.take(BYTES_PER_SECOND / TAKES_PER_SECOND);
      peak = Math.max(peak, (await pidusage(service.pid)).memory);
      await sleep(1_000 / TAKES_PER_SECOND);
    }
  })();
  return {
    stop: async () => {
      isOver = true;
      await watching;
      return peak;
    },
  };
}
