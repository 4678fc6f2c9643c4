import type { Figure } from '../../bench/bench-part.js';
import { quantile } from '../../bench/statistics.js';
import { ACME_KEY, RIVAL_KEY, type Stage } from '../e2e/stage.js';
import { familiar, fresh } from '../support/questions.js';
import { paced, timed, type TimedAnswer } from '../support/timed.js';
import { warmUp } from '../support/warm-up.js';
import type { Fault } from './fault.js';
import { count, happened, milliseconds } from './figures.js';
import { onStage } from './on-stage.js';

/** One tenant has half of the room: 10 calls of a second, so 10 answers a second at most. */
const CONCURRENCY = 20;
const CALL_MS = 1_000;
const PEAK_PER_SECOND = (CONCURRENCY / 2 / CALL_MS) * 1_000;
const OVERLOAD = 4;
const SECONDS = 4;
const HITS_PER_SECOND = 20;
/** Share of the peak that overload may cost. */
const MOST_LOST = 0.2;

/** Misses come four times as fast as the model can answer them, while another tenant is served from memory. */
export const overload: Fault = {
  name: 'a12',
  title: `Misses at ${OVERLOAD} times what the model can take, beside hits`,
  isQuick: true,
  run: () =>
    onStage({ UPSTREAM_CONCURRENCY: String(CONCURRENCY) }, async (stage) => {
      await warmUp(stage.service, ACME_KEY);
      await fillMemory(stage);
      stage.simulator.behave({ latencyMs: CALL_MS });
      const calm = await load(stage, 1);
      return figuresOf(calm, await load(stage, OVERLOAD));
    }),
};

interface Loaded {
  readonly hits: readonly TimedAnswer[];
  readonly misses: readonly TimedAnswer[];
}

async function fillMemory({ service }: Stage): Promise<void> {
  const next = familiar();
  for (let turn = 0; turn < HITS_PER_SECOND; turn++) await service.ask({ query: next() }, RIVAL_KEY);
}

async function load({ service }: Stage, times: number): Promise<Loaded> {
  const [known, unknown] = [familiar(), fresh()];
  const hits = paced({ perSecond: HITS_PER_SECOND, seconds: SECONDS }, () =>
    timed(() => service.ask({ query: known() }, RIVAL_KEY)),
  );
  const misses = paced({ perSecond: times * PEAK_PER_SECOND, seconds: SECONDS }, () =>
    timed(() => service.ask({ query: unknown() }, ACME_KEY)),
  );
  return { hits: await hits, misses: await misses };
}

function figuresOf(calm: Loaded, over: Loaded): Figure[] {
  const good = ({ misses }: Loaded) => misses.filter(({ status }) => status === 200);
  const shed = over.misses.filter(({ status }) => status === 503);
  const others = over.misses.length - good(over).length - shed.length;
  const p99 = (answers: readonly TimedAnswer[]) => time(answers, 0.99);
  const isTold = ({ headers, body }: TimedAnswer) =>
    headers['retry-after'] === '1' && body.code === 'overloaded';
  return [
    count('answers at peak', good(calm).length),
    count('share of them lost at overload', 1 - good(over).length / good(calm).length, MOST_LOST),
    count('hits that failed', [...calm.hits, ...over.hits].filter(({ status }) => status !== 200).length, 0),
    happened('questions were shed', shed.length > 0),
    count('shed without overloaded and Retry-After: 1', shed.length - shed.filter(isTold).length, 0),
    count('ended in another way', others, 0),
    milliseconds('hit at peak, p50', time(calm.hits, 0.5)),
    milliseconds('hit at overload, p50', time(over.hits, 0.5)),
    milliseconds('hit at peak, p99', p99(calm.hits)),
    milliseconds('hit at overload, p99', p99(over.hits)),
    milliseconds('shed answer, p50', time(shed, 0.5)),
    milliseconds('shed answer, p99', p99(shed)),
  ];
}

function time(answers: readonly TimedAnswer[], share: number): number {
  return quantile(
    answers.map(({ ms }) => ms),
    share,
  );
}
