import type { Behaviour } from '../../apps/simulator/src/behaviour.js';
import type { Figure } from '../../bench/bench-part.js';
import { ACME_KEY, type Stage } from '../e2e/stage.js';
import { askAt, type Endpoint, ENDPOINTS } from '../support/endpoints.js';
import { fresh } from '../support/questions.js';
import type { Service } from '../support/service.js';
import { until } from '../support/timing.js';
import type { Fault } from './fault.js';
import { count, milliseconds } from './figures.js';
import { onStage } from './on-stage.js';

const CALLERS = 20;
const ABORTED_WITHIN_MS = 200;
/** Whatever has not been aborted by then never will be. */
const GIVE_UP_MS = 5_000;

interface Window {
  readonly name: string;
  readonly stream: boolean;
  readonly behaviour: Behaviour;
  /** Leave when the first text has come; otherwise as soon as the upstream was asked. */
  readonly afterText?: boolean;
}

const WINDOWS: readonly Window[] = [
  { name: 'before the headers of a stream', stream: true, behaviour: { stall: 'before-headers' } },
  { name: 'in the middle of a stream', stream: true, behaviour: { tokensPerSecond: 2 }, afterText: true },
  { name: 'while a whole answer is made', stream: false, behaviour: { stall: 'before-headers' } },
];

/** Nobody pays for answers that nobody waits for, and callers who leave are no failures. */
export const leavingCallers: Fault = {
  name: 'a03',
  title: `${CALLERS} callers leave at once, on each route and in every window`,
  isQuick: true,
  run: () =>
    onStage({}, async (stage) => {
      const figures: Figure[] = [];
      for (const endpoint of ENDPOINTS) figures.push(...(await leaveInEveryWindow(stage, endpoint)));
      return figures;
    }),
};

async function leaveInEveryWindow(stage: Stage, endpoint: Endpoint): Promise<Figure[]> {
  const left: Left[] = [];
  for (const window of WINDOWS) left.push(await leave(stage, endpoint, window));
  const counted = await requestsOf(stage.service, endpoint);
  const all = WINDOWS.length * CALLERS;
  return [
    count(`${endpoint.path}: calls that went on`, Math.max(...left.map(({ missing }) => missing)), 0),
    ...left.map(({ ms }, at) => milliseconds(`… left ${WINDOWS[at]!.name}`, ms, ABORTED_WITHIN_MS)),
    count('… not counted as 499', all - counted.left, 0),
    count('… counted as anything else', counted.others, 0),
  ];
}

interface Left {
  /** Calls that nobody aborted. */
  readonly missing: number;
  /** From leaving to the last aborted call. */
  readonly ms: number;
}

async function leave({ simulator, service }: Stage, endpoint: Endpoint, window: Window): Promise<Left> {
  const { stream, behaviour, afterText = false } = window;
  simulator.behave(behaviour);
  const [before, next, leaving] = [simulator.calls(), fresh(), new AbortController()];
  let begun = 0;
  const callers = Array.from({ length: CALLERS }, async () => {
    let hasText = false;
    const onChunk = () => {
      if (!hasText) begun++;
      hasText = true;
    };
    const asked = { question: next(), stream, signal: leaving.signal, onChunk };
    await askAt(service.url, endpoint, asked).catch(() => undefined);
  });
  await until(() => (afterText ? begun : simulator.calls().total - before.total) === CALLERS);
  const leftAt = performance.now();
  leaving.abort();
  const open = () => CALLERS - (simulator.calls().aborted - before.aborted);
  while (open() > 0 && performance.now() - leftAt < GIVE_UP_MS) await new Promise(setImmediate);
  const ms = performance.now() - leftAt;
  await Promise.all(callers);
  return { missing: open(), ms };
}

/** What the metrics say of the requests at a route. */
async function requestsOf(service: Service, { path }: Endpoint): Promise<{ left: number; others: number }> {
  const { body } = await service.request('GET', '/metrics', { key: ACME_KEY });
  const lines = String(body).matchAll(
    new RegExp(`^ragcache_requests_total\\{route="${path}",.*status="(\\d+)".*\\} (\\d+)$`, 'gm'),
  );
  const counts = [...lines].map(([, status, value]) => ({ isLeft: status === '499', value: Number(value) }));
  const sum = (isLeft: boolean) =>
    counts.filter((one) => one.isLeft === isLeft).reduce((total, { value }) => total + value, 0);
  return { left: sum(true), others: sum(false) };
}
