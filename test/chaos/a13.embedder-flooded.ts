import type { Figure } from '../../bench/bench-part.js';
import { ACME_KEY, type Stage } from '../e2e/stage.js';
import { metricOf } from '../support/metrics.js';
import { answerTimed, paced } from '../support/timed-answers.js';
import { warmUp } from '../support/warm-up.js';
import type { Fault } from './fault.js';
import { count, happened, milliseconds } from './figures.js';
import { onStage } from './on-stage.js';

/** Questions as long as are compared, about 6 ms of inference each: at least twice what the thread can do. */
const WORDS = 50;
const FLOOD = { perSecond: 400, seconds: 3 };
const UNEMBEDDED = 'ragcache_skips_total{reason="vector-failed"}';
const VOCABULARY = 'order shelf bridge paper window garden signal river copper market'.split(' ');

/** A killed thread can't be brought about from outside: the embedder's spec does that. */
export const embedderFlooded: Fault = {
  name: 'a13',
  title: 'More texts than the embedding thread can take',
  isQuick: true,
  run: () => onStage({}, flood),
};

async function flood({ service }: Stage): Promise<Figure[]> {
  await warmUp(service, ACME_KEY);
  // Reading the metrics starts the measuring of the loop anew.
  await metricOf(service, 'nodejs_eventloop_lag_p99_seconds');
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  const calm = await metricOf(service, 'nodejs_eventloop_lag_p99_seconds');
  const before = await metricOf(service, UNEMBEDDED);
  const answers = await paced(FLOOD, (number) =>
    answerTimed(() => service.ask({ query: longText(number) }, ACME_KEY)),
  );
  const lag = await metricOf(service, 'nodejs_eventloop_lag_p99_seconds');
  const unembedded = (await metricOf(service, UNEMBEDDED)) - before;
  return [
    count('requests', answers.length),
    count('failed requests', answers.filter(({ status }) => status !== 200).length, 0),
    count('answers left without a vector', unembedded),
    happened('the queue was full', unembedded > 0),
    milliseconds('loop delay at rest, p99 (the 10 ms of its timer included)', calm * 1_000),
    milliseconds('loop delay under the flood, p99', lag * 1_000),
  ];
}

function longText(number: number): string {
  const words = Array.from({ length: WORDS }, (_, place) => VOCABULARY[(number * 7 + place * 3) % 10]);
  return `What is said in note ${number} about ${words.join(' ')}?`;
}
