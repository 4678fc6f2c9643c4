import type { AddressInfo } from 'node:net';
import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import { RecordingSignals } from '@app/core/testing';
import { HashingEmbedder } from '../testing/hashing.embedder.js';
import { embedderContract } from './embedder.contract.js';
import { EMBEDDERS } from './embedders.table.js';
import { EmbeddingEnv } from './embedding.env.js';

const signals = new RecordingSignals();
let api: Server;
let url: string;
let reply: (input: string) => Promise<{ status: number; body: unknown }>;

const vectors = new HashingEmbedder();
async function wireTrue(input: string) {
  const { vector } = await vectors.embed(input.slice(0, 200));
  const embedding = Array.from(vector, (value) => value * 3);
  const usage = { prompt_tokens: 8, total_tokens: 8 };
  const body = {
    object: 'list',
    data: [{ object: 'embedding', index: 0, embedding }],
    model: 'embed',
    usage,
  };
  return { status: 200, body };
}

beforeAll(async () => {
  api = createServer((request, response) => {
    void (async () => {
      let text = '';
      for await (const chunk of request) text += String(chunk);
      const { status, body } = await reply((JSON.parse(text) as { input: string }).input);
      response
        .writeHead(status, { 'content-type': 'application/json', location: url })
        .end(JSON.stringify(body));
    })();
  }).listen(0, '127.0.0.1');
  await once(api, 'listening');
  url = `http://127.0.0.1:${(api.address() as AddressInfo).port}/v1`;
});
beforeEach(() => (reply = wireTrue));
afterAll(() => new Promise((resolve) => api.close(resolve)));

function environment(): EmbeddingEnv {
  return Object.assign(new EmbeddingEnv(), {
    EMBEDDING_API_KEY: 'sk-embeddings',
    EMBEDDING_BASE_URL: url,
    EMBEDDING_DIMENSIONS: vectors.space.dimension,
    EMBEDDING_MODEL: 'embed',
  });
}

for (const [name, open] of Object.entries(EMBEDDERS)) {
  embedderContract(name, () => open(environment(), signals));
}

describe('the openai embedder', () => {
  it.each([
    ['an error', { status: 500, body: { error: { message: 'no' } } }],
    ['a redirect', { status: 307, body: {} }],
    ['a vector of another dimension', { status: 200, body: { data: [{ embedding: [1, 2] }] } }],
    ['an empty list', { status: 200, body: { data: [] } }],
  ])('fails on %s', async (_, answer) => {
    reply = async () => answer;
    const embedder = await EMBEDDERS.openai(environment());
    await expect(embedder.embed('text')).rejects.toMatchObject({ fault: 'failed' });
    await embedder.close();
  });

  it('does not start without a key, and names the variable', async () => {
    await expect(EMBEDDERS.openai(new EmbeddingEnv())).rejects.toThrow(/EMBEDDING_API_KEY or OPENAI_API_KEY/);
  });
});
