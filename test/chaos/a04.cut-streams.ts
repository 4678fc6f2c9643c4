import type { Figure } from '../../bench/bench-part.js';
import type { Reply } from '../e2e/conformance/reply.js';
import type { Stage } from '../e2e/stage.js';
import { askAt, CHAT_COMPLETIONS, type Endpoint, MESSAGES } from '../support/endpoints.js';
import { fresh } from '../support/questions.js';
import type { Fault } from './fault.js';
import { count, happened } from './figures.js';
import { onStage } from './on-stage.js';

const CUTS = 100;
/** No stream of the simulated models is shorter. Bytes. */
const SHORTEST_STREAM = 2_000;
const DROP_INS = [CHAT_COMPLETIONS, MESSAGES] as const;

/** The same for streams: what has come is passed on, and then it is said that this was not all. */
export const cutStreams: Fault = {
  name: 'a04',
  title: `${CUTS} streamed answers break off, each at a random byte`,
  isQuick: true,
  run: () =>
    onStage({}, async (stage) => {
      const next = fresh();
      const cut: CutStream[] = [];
      for (let number = 0; number < CUTS; number++)
        cut.push(await cutOne(stage, DROP_INS[number % DROP_INS.length]!, next()));
      return figuresOf(cut);
    }),
};

interface CutStream {
  readonly endpoint: Endpoint;
  readonly during: Reply;
  readonly after: Reply;
  readonly again: Reply;
}

async function cutOne(
  { simulator, service }: Stage,
  endpoint: Endpoint,
  question: string,
): Promise<CutStream> {
  const ask = (stream: boolean) => askAt(service.url, endpoint, { question, stream });
  simulator.behave({ cutAfterBytes: Math.floor(Math.random() * SHORTEST_STREAM) });
  const during = await ask(true);
  simulator.behave({});
  return { endpoint, during, after: await ask(true), again: await ask(false) };
}

function figuresOf(cut: readonly CutStream[]): Figure[] {
  const number = (wrong: (one: CutStream) => boolean) => cut.filter(wrong).length;
  const isWhole = ({ endpoint, after }: CutStream) => after.text.includes(endpoint.terminal);
  return [
    count('broken streams', cut.length),
    happened('some had begun', number(({ during }) => during.status === 200) > 0),
    count(
      'passed on as whole',
      number(({ endpoint, during }) => during.text.includes(endpoint.terminal)),
      0,
    ),
    count(
      'without an error that says so',
      number((one) => !saysSo(one)),
      0,
    ),
    count(
      'remembered: the next ask was no miss',
      number((one) => one.after.cache !== 'MISS' || !isWhole(one)),
      0,
    ),
    count(
      'whole answers not remembered after it',
      number(({ again }) => again.status !== 200 || again.cache !== 'HIT'),
      0,
    ),
  ];
}

/** In the stream if it had begun, else by the status; never by a connection that just ends. */
function saysSo({ endpoint, during: { status, text, isCut } }: CutStream): boolean {
  return !isCut && (status === 200 ? text.includes(endpoint.errorEvent) : status === 502);
}
