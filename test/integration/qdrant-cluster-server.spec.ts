import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { QdrantCluster } from '../support/qdrant/cluster.js';

interface Exchange {
  readonly note: string;
  readonly request: { readonly method: string; readonly path: string; readonly body?: unknown };
  readonly response: { readonly status: number; readonly ms: number; readonly body: unknown };
}

const RECORDING = join(__dirname, '../support/fixtures/qdrant-1.17.1-cluster.jsonl');
const exchanges = readFileSync(RECORDING, 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Exchange);
/** The first exchange after one of the three nodes was killed. */
const KILLED_BEFORE = exchanges.findIndex(({ note }) => note.includes('killed'));
const KILLED = 2;

/**
 * The recording has one id and one address for all peers; counts and moments are its own, and scores may differ by the last digit of a
 * 32-bit float.
 */
function comparable(body: unknown): unknown {
  if (typeof body === 'string') return body;
  const text = JSON.stringify({ ...(body as object), time: 0 })
    .replace(/1000000000000\d{3}/g, '1000000000000001')
    .replace(/http:\/\/node-\d/g, 'http://node')
    .replace(/"(count|points_count|commit|term|operation_id)":\d+/g, '"$1":0')
    .replace(/"score":(0\.\d{5})\d*/g, '"score":$1')
    .replace(/"\d{4}-\d\d-\d\dT[^"]+"/g, '"a moment"');
  return JSON.parse(text);
}

describe('the stand-in for three nodes of Qdrant, against what a real 1.17.1 said', () => {
  let cluster: QdrantCluster;
  beforeAll(async () => (cluster = await QdrantCluster.start()));
  afterAll(() => cluster.close());

  it('is compared with all of the recording', () => {
    expect(exchanges).toHaveLength(19);
    expect(KILLED_BEFORE).toBe(6);
  });

  // In order: each exchange builds on those before it.
  it.each(exchanges.map((exchange, at) => [at + 1, exchange.note, exchange] as const))(
    '%i. %s',
    async (number, _, { request, response }) => {
      if (number - 1 === KILLED_BEFORE) await cluster.lose(KILLED, 'killed');
      const began = performance.now();
      const answer = await send(`${cluster.urls[0]}${request.path}`, request);
      const took = performance.now() - began;
      expect(answer.status).toBe(response.status);
      expect(comparable(answer.body)).toEqual(comparable(response.body));
      // Making a collection takes the recorded server as long; that is not played.
      if (response.ms > 300 && number - 1 >= KILLED_BEFORE) expect(took).toBeGreaterThan(300);
    },
  );
});

async function send(url: string, { method, body }: Exchange['request']) {
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(url, { method, headers, body: body ? JSON.stringify(body) : undefined });
  const isJson = answer.headers.get('content-type') === 'application/json';
  return { status: answer.status, body: isJson ? await answer.json() : await answer.text() };
}
