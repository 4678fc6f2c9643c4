import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startQdrantStandIn, type QdrantStandIn } from '../support/qdrant/server.js';

interface Exchange {
  readonly note: string;
  readonly request: { readonly method: string; readonly path: string; readonly body?: unknown };
  readonly response: { readonly status: number; readonly type: string | null; readonly body: unknown };
}

const RECORDING = join(__dirname, '../support/fixtures/qdrant-1.17.1.jsonl');
const exchanges = readFileSync(RECORDING, 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Exchange);

/** The recording doesn't tell which key was sent; its notes do. */
const KEY = 'the-right-key';
const KEYS = new Map<string, string | undefined>([
  ['no key', undefined],
  ['wrong key', 'another-key'],
]);

/** What a stand-in can't know: how long a call took, and what a real server measures past its first three lines. */
function comparable(body: unknown): unknown {
  if (typeof body === 'string') return body.startsWith('# HELP') ? body.split('\n').slice(0, 3) : body;
  return { ...(body as object), time: undefined };
}

describe('the stand-in for Qdrant, against what a real 1.17.1 said', () => {
  let server: QdrantStandIn;
  beforeAll(async () => (server = await startQdrantStandIn({ apiKey: KEY })));
  afterAll(() => server.close());

  it('is compared with all of the recording', () => expect(exchanges).toHaveLength(52));

  // In order: each exchange builds on those before it.
  it.each(exchanges.map((exchange, at) => [at + 1, exchange.note, exchange] as const))(
    '%i. %s',
    async (_, note, { request, response }) => {
      const key = KEYS.has(note) ? KEYS.get(note) : KEY;
      const answer = await send(`${server.url}${request.path}`, request, key);
      expect({ status: answer.status, type: answer.type }).toEqual({
        status: response.status,
        type: response.type,
      });
      expect(comparable(answer.body)).toEqual(comparable(response.body));
    },
  );
});

async function send(url: string, { method, body }: Exchange['request'], key: string | undefined) {
  const answer = await fetch(url, {
    method,
    headers: { ...(key === undefined ? {} : { 'api-key': key }), 'content-type': 'application/json' },
    body: typeof body === 'object' ? JSON.stringify(body) : (body as string | undefined),
  });
  const [type, text] = [answer.headers.get('content-type'), await answer.text()];
  const isJson = type === 'application/json';
  return { status: answer.status, type, body: isJson ? (JSON.parse(text) as unknown) : text };
}
