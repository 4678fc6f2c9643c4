import type { Figure } from '../../bench/bench-part.js';
import { ACME_KEY, type Stage } from '../e2e/stage.js';
import { fresh } from '../support/questions.js';
import { atOnce, timed, type TimedAnswer } from '../support/timed.js';
import type { Fault } from './fault.js';
import { count, milliseconds } from './figures.js';
import { onStage } from './on-stage.js';

const REQUESTS = 500;
const CALLERS = 10;
/** Calls per request that an outage may cost. */
const MOST_CALLS = 1.2;
const HOUR_S = 3_600;
/** Nothing but a look at the clock: a pause would take an hour. */
const AT_ONCE_MS = 500;

export const failingUpstream: Fault = {
  name: 'a09',
  title: `The upstream fails ${REQUESTS} requests, or wants to be left alone`,
  isQuick: true,
  run: () =>
    onStage({}, async (stage) => [
      ...(await failMany(stage, 'many models', (number) => `failing-${number}`)),
      ...(await failMany(stage, 'one model', () => 'failing')),
      ...(await leaveAlone(stage)),
    ]),
};

/** With many models it is the budget alone that bounds retries; with one the breaker ends all calls soon. */
async function failMany(
  { service, simulator }: Stage,
  kind: string,
  modelOf: (number: number) => string,
): Promise<Figure[]> {
  simulator.behave({ status: 500 });
  const [before, next, perCaller] = [simulator.calls().total, fresh(), REQUESTS / CALLERS];
  const answers = await atOnce(CALLERS, async (caller) => {
    const got: TimedAnswer[] = [];
    for (let turn = 0; turn < perCaller; turn++) {
      const model = modelOf(caller * perCaller + turn);
      got.push(await timed(() => service.ask({ query: next(), model }, ACME_KEY)));
    }
    return got;
  });
  const calls = simulator.calls().total - before;
  const unanswered = answers.flat().filter(({ status }) => ![502, 503].includes(status)).length;
  return [
    count(`${kind}: calls per request`, calls / REQUESTS, MOST_CALLS),
    count('… without an error that says so', unanswered, 0),
  ];
}

async function leaveAlone({ service, simulator }: Stage): Promise<Figure[]> {
  simulator.behave({ status: 429, retryAfter: HOUR_S });
  const before = simulator.calls().total;
  const query = 'When does the upstream have time again?';
  const { status, headers, ms } = await timed(() => service.ask({ query, model: 'busy' }, ACME_KEY));
  const isPassedOn = status === 429 && headers['retry-after'] === String(HOUR_S);
  return [
    count('Retry-After of an hour: calls', simulator.calls().total - before, 1),
    count('… not passed on as 429', isPassedOn ? 0 : 1, 0),
    milliseconds('… answered after', ms, AT_ONCE_MS),
  ];
}
