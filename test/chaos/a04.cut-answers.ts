import type { Figure } from '../../bench/bench-part.js';
import { ACME_KEY, type Stage } from '../e2e/stage.js';
import { fresh } from '../support/questions.js';
import type { ServiceAnswer } from '../support/service.js';
import type { Fault } from './fault.js';
import { count } from './figures.js';
import { onStage } from './on-stage.js';

const CUTS = 150;
/** No answer of the simulated models has a shorter body. Bytes. */
const SHORTEST_BODY = 300;

/** Every question is asked three times: while answers are cut, and twice when they are whole again. */
export const cutAnswers: Fault = {
  name: 'a04',
  title: `${CUTS} whole answers break off, each at a random byte`,
  isQuick: true,
  run: () => onStage({}, cutMany),
};

async function cutMany(stage: Stage): Promise<Figure[]> {
  const next = fresh();
  const asked: ThreeAsks[] = [];
  for (let number = 0; number < CUTS; number++) asked.push(await cutOne(stage, next(), number));
  return figuresOf(asked);
}

/** A model of its own per question, so that no breaker keeps the next question from its cut. */
async function cutOne({ simulator, service }: Stage, query: string, number: number): Promise<ThreeAsks> {
  const provider = number % 2 === 0 ? 'openai' : 'anthropic';
  simulator.behave({ cutAfterBytes: Math.floor(Math.random() * SHORTEST_BODY) });
  return askThrice(
    () => service.ask({ query, provider, model: `cut-${number}` }, ACME_KEY),
    () => simulator.behave({}),
  );
}

/** A question asked while the upstream is at fault, then twice when it is well. */
export interface ThreeAsks {
  readonly during: ServiceAnswer;
  readonly after: ServiceAnswer;
  readonly again: ServiceAnswer;
}

export async function askThrice(ask: () => Promise<ServiceAnswer>, heal: () => void): Promise<ThreeAsks> {
  const during = await ask();
  heal();
  return { during, after: await ask(), again: await ask() };
}

export function figuresOf(asked: readonly ThreeAsks[]): Figure[] {
  const number = (wrong: (asks: ThreeAsks) => boolean) => asked.filter(wrong).length;
  const isHit = ({ body }: ServiceAnswer) => body?.cache_info?.cache_hit === true;
  return [
    count('broken answers', asked.length),
    count(
      'passed on as whole',
      number(({ during }) => during.status === 200),
      0,
    ),
    count(
      'remembered: the next ask was no miss',
      number(({ after }) => after.status !== 200 || isHit(after)),
      0,
    ),
    count(
      'whole answers not remembered after it',
      number(({ after, again }) => !isHit(again) || again.body.response !== after.body.response),
      0,
    ),
  ];
}
