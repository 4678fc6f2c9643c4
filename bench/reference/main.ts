import 'reflect-metadata';
import Fastify, { type FastifyInstance, LogController } from 'fastify';
import { chatKeyOf, chatRoute, type ReferenceChat } from './chat.route.js';
import { embeddingEntryOf, entryOf } from './entry.js';
import { embeddingKeysOf, embeddingsRoute, type ReferenceBatch } from './embeddings.route.js';
import { ReferenceHits } from './hits.js';
import { type ReferenceQuery, querySchema } from './query.schema.js';
import { bareRoute, keyOf, referenceRoute } from './routes.js';
import type { ReferenceStore } from './store.js';

/** What the parent process passes as the one argument, in JSON. */
export interface ReferenceSetup {
  readonly query: ReferenceQuery;
  readonly answer: string;
  readonly apiKey: string;
  /** Where the entries are; absent = in a database of the process's own. */
  readonly redisUrl?: string;
  readonly embeddings?: { readonly request: ReferenceBatch; readonly vectors: readonly string[] };
  readonly chat?: { readonly request: ReferenceChat; readonly completion: object };
}

/** Neither loads what only the other needs. */
async function openStore({ redisUrl }: ReferenceSetup): Promise<ReferenceStore> {
  if (redisUrl) return (await import('./redis.store.js')).RedisReferenceStore.connect(redisUrl);
  return new (await import('./sqlite.store.js')).SqliteReferenceStore();
}

async function filledStore(setup: ReferenceSetup): Promise<ReferenceStore> {
  const { query, answer, chat, embeddings } = setup;
  const store = await openStore(setup);
  const raw = { choices: [{ message: { role: 'assistant', content: answer } }] };
  const key = keyOf(query);
  await store.put(key, entryOf({ key, question: query.query, text: answer, raw }));
  for (const [at, vector] of (embeddings?.vectors ?? []).entries()) {
    const itemKey = embeddingKeysOf(embeddings!.request)[at]!;
    await store.put(itemKey, embeddingEntryOf(itemKey, vector));
  }
  if (!chat) return store;
  const { request, completion } = chat;
  const facts = { key: chatKeyOf(request), question: request.messages.at(-1)!.content, text: answer };
  await store.put(facts.key, entryOf({ ...facts, raw: completion }));
  return store;
}

function addRoutes(server: FastifyInstance, store: ReferenceStore, hits: ReferenceHits): void {
  const schema = { body: querySchema };
  server.post<{ Body: ReferenceQuery }>('/bare', { schema }, bareRoute(store));
  server.post<{ Body: ReferenceQuery }>('/reference', { schema }, referenceRoute(hits));
  server.register(async (raw) => {
    raw.removeAllContentTypeParsers();
    raw.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_, body, done) => done(null, body));
    raw.post<{ Body: Buffer }>('/chat', chatRoute(hits));
    raw.post<{ Body: Buffer }>('/embeddings', embeddingsRoute(hits));
  });
}

async function main(setup: ReferenceSetup): Promise<void> {
  const store = await filledStore(setup);
  const server = Fastify({
    logger: true,
    logController: new LogController({ disableRequestLogging: true }),
  });
  server.addHook('onResponse', async (request, reply) => {
    if (request.routeOptions.url === '/bare') return;
    request.log.info({
      route: request.routeOptions.url,
      status: reply.statusCode,
      ms: reply.elapsedTime,
      outcome: 'hit_exact',
    });
  });
  addRoutes(server, store, new ReferenceHits(store, setup.apiKey));
  const url = await server.listen({ host: '127.0.0.1', port: 0 });
  process.send?.({ url });
  process.on('disconnect', () => void server.close().then(() => process.exit(0)));
}

void main(JSON.parse(process.argv[2] ?? '{}') as ReferenceSetup);
