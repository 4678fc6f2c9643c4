import type { AddressInfo } from 'node:net';
import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import { RecordingSignals } from '@app/core/testing';
import { HashingEmbedder } from '../testing/hashing.embedder.js';
import { CachingEmbedder } from './decorators/caching.embedder.js';
import { SharingEmbedder } from './decorators/sharing.embedder.js';
import { describeEmbedder } from '../testing/contracts/embedder.contract.js';
import { EMBEDDERS } from './embedders.table.js';
import { EmbeddingEnv } from './embedding.env.js';

const vectors = new HashingEmbedder();
let api: Server;
let url: string;

beforeAll(async () => {
  api = createServer((request, response) => {
    void (async () => {
      let text = '';
      for await (const chunk of request) text += String(chunk);
      const { model, input } = JSON.parse(text) as { model: string; input: string };
      const embedding = Array.from((await vectors.embed(input)).vector, (value) => value * 3);
      const data = [{ object: 'embedding', index: 0, embedding }];
      const usage = { prompt_tokens: 8, total_tokens: 8 };
      response
        .writeHead(200, { 'content-type': 'application/json' })
        .end(JSON.stringify({ object: 'list', data, model, usage }));
    })();
  }).listen(0, '127.0.0.1');
  await once(api, 'listening');
  url = `http://127.0.0.1:${(api.address() as AddressInfo).port}/v1`;
});
afterAll(() => new Promise((resolve) => api.close(resolve)));

const environment = (): EmbeddingEnv =>
  Object.assign(new EmbeddingEnv(), {
    EMBEDDING_API_KEY: 'sk-embeddings',
    EMBEDDING_BASE_URL: url,
    EMBEDDING_DIMENSIONS: vectors.space.dimension,
    EMBEDDING_MODEL: 'embed',
  });

for (const [name, { open }] of Object.entries(EMBEDDERS)) {
  describeEmbedder(name, () => open(environment(), new RecordingSignals()));
}
describeEmbedder('hashing', async () => new HashingEmbedder());
describeEmbedder('decorated', async () => new CachingEmbedder(new SharingEmbedder(new HashingEmbedder())));

it('does not start the openai embedder without a key, and names the variables', async () => {
  const opening = EMBEDDERS.openai.open(new EmbeddingEnv(), new RecordingSignals());
  await expect(opening).rejects.toThrow(/EMBEDDING_API_KEY or OPENAI_API_KEY/);
});
