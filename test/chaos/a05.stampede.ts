import type { Figure } from '../../bench/bench-part.js';
import { ACME_KEY, type Stage } from '../e2e/stage.js';
import { atOnce, timed, type TimedAnswer } from '../support/timed.js';
import type { Fault } from './fault.js';
import { count, milliseconds } from './figures.js';
import { onStage } from './on-stage.js';

const CALLERS = 200;
const CALL_MS = 1_000;
/** Long beside what 200 requests cost by themselves. */
const LONG_CALL_MS = 3_000;
/** One call and at most two retries. */
const MOST_CALLS_ON_FAILURE = 3;

export const stampede: Fault = {
  name: 'a05',
  title: `${CALLERS} ask the same at once`,
  isQuick: true,
  run: () =>
    onStage({}, async (stage) => [
      ...(await aGoodAnswer(stage)),
      ...(await anError(stage)),
      ...(await anUncacheableAnswer(stage)),
    ]),
};

interface Stampede {
  readonly answers: readonly TimedAnswer[];
  readonly calls: number;
  readonly tookMs: number;
}

async function run({ service, simulator }: Stage, query: string): Promise<Stampede> {
  const before = simulator.calls().total;
  const started = performance.now();
  const answers = await atOnce(CALLERS, () => timed(() => service.ask({ query }, ACME_KEY)));
  const tookMs = performance.now() - started;
  return { answers, calls: simulator.calls().total - before, tookMs };
}

async function aGoodAnswer(stage: Stage): Promise<Figure[]> {
  stage.simulator.behave({ latencyMs: CALL_MS });
  const { answers, calls } = await run(stage, 'Which shelf holds the spare fuses?');
  return [count('a good answer: calls', calls, 1), count('… failed requests', others(answers, 200), 0)];
}

async function anError(stage: Stage): Promise<Figure[]> {
  const query = 'Which shelf holds the torn maps?';
  stage.simulator.behave({ latencyMs: CALL_MS, status: 500 });
  const { answers, calls } = await run(stage, query);
  stage.simulator.behave({});
  const next = await run(stage, query);
  return [
    count('an error: calls', calls, MOST_CALLS_ON_FAILURE),
    count('… requests that did not get it', others(answers, 502), 0),
    count('… the next ask, failed or without a call', others(next.answers, 200) + (1 - next.calls), 0),
  ];
}

/** An answer that is not remembered must not make its waiters ask again, one after the other. */
async function anUncacheableAnswer(stage: Stage): Promise<Figure[]> {
  stage.simulator.behave({ latencyMs: LONG_CALL_MS, finish: 'length' });
  const { answers, calls, tookMs } = await run(stage, 'Which shelf holds the longest scroll?');
  return [
    count('an answer cut short by its length: calls', calls),
    count('… failed requests', others(answers, 200), 0),
    milliseconds('… the last of them', tookMs, 2 * LONG_CALL_MS),
  ];
}

function others(answers: readonly TimedAnswer[], expected: number): number {
  return answers.filter(({ status }) => status !== expected).length;
}
