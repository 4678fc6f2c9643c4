import type { Figure } from '../../bench/bench-part.js';
import { quantile } from '../../bench/statistics.js';
import { ACME_KEY, RIVAL_KEY, type Stage } from '../e2e/stage.js';
import { fresh } from '../support/questions.js';
import { atOnce, paced, timed, type TimedAnswer } from '../support/timed.js';
import { warmUp } from '../support/warm-up.js';
import type { Fault } from './fault.js';
import { count, milliseconds } from './figures.js';
import { onStage } from './on-stage.js';

const CONCURRENCY = 64;
/** Long beside what 500 requests cost by themselves. */
const CALL_MS = 3_000;
const GREEDY = 500;
const MODEST = 5;
/** How long the greedy one takes to ask them all; in the middle of it the modest one asks. */
const SECONDS = 4;

export const greedyTenant: Fault = {
  name: 'a23',
  title: `One tenant asks ${GREEDY} slow questions, another ${MODEST}`,
  isQuick: true,
  run: () => onStage({ UPSTREAM_CONCURRENCY: String(CONCURRENCY), SEMANTIC_MODE: 'off' }, crowd),
};

async function crowd({ service, simulator }: Stage): Promise<Figure[]> {
  const next = fresh();
  const ask = (key: string) => () => timed(() => service.ask({ query: next() }, key));
  await warmUp(service, RIVAL_KEY);
  simulator.behave({ latencyMs: CALL_MS });
  const solo = await atOnce(MODEST, ask(RIVAL_KEY));
  const flood = paced({ perSecond: GREEDY / SECONDS, seconds: SECONDS }, ask(ACME_KEY));
  await new Promise((resolve) => setTimeout(resolve, (SECONDS * 1_000) / 2));
  const beside = await atOnce(MODEST, ask(RIVAL_KEY));
  return figuresOf({ solo, beside, flood: await flood });
}

function figuresOf({ solo, beside, flood }: Record<'solo' | 'beside' | 'flood', TimedAnswer[]>): Figure[] {
  const refused = flood.filter(({ status, body }) => status === 503 && body.code === 'overloaded');
  const served = flood.filter(({ status }) => status === 200).length;
  return [
    count('calls of the greedy tenant that were made', served),
    count('… and not all of its share', Math.max(0, CONCURRENCY / 2 - served), 0),
    count('… ended otherwise than served or overloaded', GREEDY - served - refused.length, 0),
    milliseconds('refused after, p50', time(refused, 0.5), CALL_MS / 2),
    milliseconds('refused after, p99', time(refused, 0.99)),
    count(
      'failed requests of the modest tenant',
      MODEST - beside.filter(({ status }) => status === 200).length,
      0,
    ),
    milliseconds('modest tenant alone, p99', time(solo, 0.99)),
    milliseconds('modest tenant beside the greedy one, p99', time(beside, 0.99), 2 * time(solo, 0.99)),
  ];
}

function time(answers: readonly TimedAnswer[], share: number): number {
  return quantile(
    answers.map(({ ms }) => ms),
    share,
  );
}
