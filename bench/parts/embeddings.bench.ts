import type { BenchPart, Figure, Stage } from '../bench-part.js';
import { Contest } from '../contest.js';
import type { LoadTarget } from '../load.js';
import type { ReferenceBatch } from '../reference/embeddings.route.js';
import { startReference, type Reference } from '../reference/reference.process.js';
import { QUERY } from './exact-hit.measure.js';

const PATH = '/v1/embeddings';
const BATCH = 100;

type Contestant = 'reference' | 'service';

interface Answer {
  readonly data: readonly { readonly embedding: string }[];
}

/** Vectors of 1,536 floats from memory, one of them and many, and a batch of which one item is new. */
export const embeddings: BenchPart = {
  name: 'embeddings',
  title: 'Embeddings',
  async run(stage) {
    return [
      ...(await hitFigures(stage, batchOf(1), 'one item')),
      ...(await hitFigures(stage, batchOf(10), '10 items')),
      ...(await missingFigures(stage)),
    ];
  },
};

function batchOf(items: number, name = 'Paragraph'): ReferenceBatch {
  const text = (at: number) =>
    `${name} ${at} of the manual says how the signing key is rotated each quarter.`;
  const input = Array.from({ length: items }, (_, at) => text(at));
  return { model: 'text-embedding-3-small', input, encoding_format: 'base64' };
}

async function hitFigures(stage: Stage, request: ReferenceBatch, name: string): Promise<Figure[]> {
  const { data } = await ask(stage, request);
  const vectors = data.map(({ embedding }) => embedding);
  const { apiKey } = stage;
  const reference = await startReference({
    ...{ query: QUERY, answer: '', apiKey, embeddings: { request, vectors } },
  });
  try {
    const contest = await Contest.of(targetsOf(stage, reference, request));
    const cpu = (of: Contestant): Figure => {
      return { name: `${name}, ${of}: CPU`, value: contest.cpu(of), unit: 'us' };
    };
    const ratio = contest.cpuRatio('service', 'reference');
    return [
      ...[cpu('service'), cpu('reference')],
      { name: `${name}, service / reference, CPU`, value: ratio, unit: 'x', bound: 1.4 },
    ];
  } finally {
    await reference.stop();
  }
}

function targetsOf(
  { service, apiKey }: Stage,
  reference: Reference,
  body: ReferenceBatch,
): Record<Contestant, LoadTarget> {
  const headers = { authorization: `Bearer ${apiKey}` };
  return {
    reference: { url: `${reference.url}/embeddings`, pid: reference.pid, headers, body },
    service: { url: `${service.url}${PATH}`, pid: service.pid, headers, body },
  };
}

/** What the provider is asked for when all items but one of a batch are in memory. */
async function missingFigures(stage: Stage): Promise<Figure[]> {
  const batch = batchOf(BATCH, 'Chapter');
  await ask(stage, { ...batch, input: batch.input.slice(1) });
  const before = stage.simulator.calls().byPath[PATH] ?? 0;
  await ask(stage, batch);
  const { byPath, recent } = stage.simulator.calls();
  const { input } = recent.at(-1)!.body as ReferenceBatch;
  const name = `a batch of ${BATCH} with one new item`;
  return [
    { name: `${name}, upstream calls`, value: byPath[PATH]! - before, unit: '', bound: 1 },
    { name: `${name}, items asked for`, value: input.length, unit: '', bound: 1 },
  ];
}

async function ask({ service, apiKey }: Stage, body: ReferenceBatch): Promise<Answer> {
  const answer = await service.request('POST', PATH, { key: apiKey, body });
  if (answer.status !== 200) throw new Error(`${PATH} answered ${answer.status}`);
  return answer.body as Answer;
}
