import type { Figure, Stage } from '../../bench-part.js';
import { Contest } from '../../contest.js';
import type { LoadTarget } from '../../load.js';
import { startReference, type Reference } from '../../reference/reference.process.js';
import { QUERY } from '../exact-hit.measure.js';
import { askService, chat, PATH } from './chat.js';

const SENTENCE =
  'The platform team rotates the signing key each quarter, and the old one stays valid for a day. ';
const ANSWER_LENGTH = 2_048;
const ANSWER = SENTENCE.repeat(ANSWER_LENGTH / SENTENCE.length + 1).slice(0, ANSWER_LENGTH);
const QUESTION = 'How do I rotate the signing key of the internal billing gateway?';
const WHOLE = chat(QUESTION, { isStream: false });
const STREAMED = chat(QUESTION, { isStream: true });

/** As a stream it is near 400 frames and 40 times the bytes, which the socket alone takes time for. */
const STREAMED_BOUND = 5;

type Contestant = 'reference' | 'query' | 'whole' | 'streamed';

/** What an exact hit of a 2 KB chat answer costs, whole and streamed. */
export async function hitFigures(stage: Stage): Promise<Figure[]> {
  const { simulator, service, apiKey } = stage;
  simulator.behave({ say: { text: ANSWER } });
  const completion = JSON.parse(await askService(stage, WHOLE)) as object;
  await service.ask(QUERY, apiKey);
  simulator.behave({});
  const setup = { query: QUERY, answer: ANSWER, apiKey, chat: { request: WHOLE, completion } };
  const reference = await startReference(setup);
  try {
    return figuresOf(await Contest.of(targetsOf(stage, reference)));
  } finally {
    await reference.stop();
  }
}

function targetsOf({ service, apiKey }: Stage, reference: Reference): Record<Contestant, LoadTarget> {
  const headers = { authorization: `Bearer ${apiKey}` };
  const ours = (path: string, body: unknown) => {
    return { url: `${service.url}${path}`, pid: service.pid, headers, body };
  };
  return {
    reference: { url: `${reference.url}/chat`, pid: reference.pid, headers, body: WHOLE },
    query: ours('/api/v1/query', QUERY),
    whole: ours(PATH, WHOLE),
    streamed: ours(PATH, STREAMED),
  };
}

function figuresOf(contest: Contest<Contestant>): Figure[] {
  const ratio = (name: Contestant, other: Contestant, bound?: number): Figure => {
    return { name: `${name} / ${other}, CPU`, value: contest.cpuRatio(name, other), unit: 'x', bound };
  };
  const cpu = (name: Contestant): Figure => {
    return { name: `hit, ${name}: CPU`, value: contest.cpu(name), unit: 'us' };
  };
  return [
    ...[cpu('whole'), cpu('streamed'), cpu('query'), cpu('reference')],
    ratio('whole', 'reference', 1.4),
    ratio('whole', 'query'),
    ratio('streamed', 'whole', STREAMED_BOUND),
    ratio('streamed', 'query'),
  ];
}
