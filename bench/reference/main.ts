import { createHash } from 'node:crypto';
import { ENTRY_VERSION, type Entry, type EntryId, type CacheKey, type Scope } from '@app/core';
import Fastify, { LogController } from 'fastify';
import { ulid } from 'ulid';
import { type ReferenceQuery, querySchema } from './query.schema.js';
import { bareRoute, keyOf, referenceRoute } from './routes.js';
import { ReferenceStore } from './store.js';

/** What the parent process passes as the one argument, in JSON. */
export interface ReferenceSetup {
  readonly query: ReferenceQuery;
  readonly answer: string;
  readonly apiKey: string;
}

const HOUR = 3_600_000;

function entryOf({ query, answer }: ReferenceSetup): Entry {
  const createdAt = Date.now();
  return {
    version: ENTRY_VERSION,
    id: ulid() as EntryId,
    ...{
      key: keyOf(query) as CacheKey,
      scope: '0'.repeat(64) as Scope,
      tenant: 'bench',
      namespace: 'default',
    },
    ...{ model: 'bench', question: query.query, writer: 'bench', sources: [], tags: [] },
    answer: {
      text: answer,
      finishReason: 'stop',
      provider: 'openai',
      model: 'bench',
      usage: { prompt: 20, completion: 30, total: 50 },
      raw: { choices: [{ message: { role: 'assistant', content: answer } }] },
    },
    ...{ createdAt, begunAt: createdAt, expiresAt: createdAt + HOUR, keepUntil: createdAt + HOUR },
    epochs: { tenant: 1, namespace: 1 },
  };
}

async function main(setup: ReferenceSetup): Promise<void> {
  const store = new ReferenceStore();
  store.put(keyOf(setup.query), entryOf(setup));
  const digests = new Set([createHash('sha256').update(setup.apiKey).digest('hex')]);
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
  const schema = { body: querySchema };
  server.post<{ Body: ReferenceQuery }>('/bare', { schema }, bareRoute(store));
  server.post<{ Body: ReferenceQuery }>('/reference', { schema }, referenceRoute(store, digests));
  const url = await server.listen({ host: '127.0.0.1', port: 0 });
  process.send?.({ url });
  process.on('disconnect', () => void server.close().then(() => process.exit(0)));
}

void main(JSON.parse(process.argv[2] ?? '{}') as ReferenceSetup);
