import { randomUUID } from 'node:crypto';
import { basename } from 'node:path';
import type { CacheEnv } from '@app/cache';
import { startQdrantStandIn } from './server.js';

/** The Qdrant that specs run against, with collections of their own. */
export interface QdrantUnderTest {
  /** Leads an index to it; each call to collections that nobody else uses. */
  settings(): Partial<CacheEnv>;
  /** Asks the server itself. Resolves to `result`. */
  request<Result>(method: string, path: string, body?: object): Promise<Result>;
  close(): Promise<void>;
}

/** Enough for a first connection on a busy machine; how long a search may take has specs of its own. Milliseconds. */
const PATIENCE_MS = 5_000;
const KEY_OF_STAND_IN = 'key-of-the-stand-in';

/** The one at `QDRANT_URL` when that is set, otherwise the stand-in, which is as strict as Qdrant Cloud. Prints which. */
export async function openQdrant(): Promise<QdrantUnderTest> {
  const { QDRANT_URL, QDRANT_API_KEY } = process.env;
  if (QDRANT_URL) {
    say(`the Qdrant at ${new URL(QDRANT_URL).host}`);
    return under(QDRANT_URL, QDRANT_API_KEY);
  }
  say('the stand-in for Qdrant (QDRANT_URL is not set)');
  const standIn = await startQdrantStandIn({ apiKey: KEY_OF_STAND_IN, isStrict: true });
  const stage = under(standIn.url, KEY_OF_STAND_IN);
  return { ...stage, close: () => standIn.close() };
}

function under(url: string, apiKey: string | undefined): QdrantUnderTest {
  const ownPrefix = `ragcache-test-${randomUUID().slice(0, 8)}`;
  const request = <Result>(method: string, path: string, body?: object) =>
    ask<Result>(`${url}${path}`, method, { apiKey, body });
  const close = async () => {
    const { collections } = await request<{ collections: { name: string }[] }>('GET', '/collections');
    const own = collections.filter((collection) => collection.name.startsWith(ownPrefix));
    for (const collection of own) await request('DELETE', `/collections/${collection.name}`);
  };
  let number = 0;
  const settings = () => ({
    ...{ QDRANT_URL: url, QDRANT_API_KEY: apiKey, KEY_PREFIX: `${ownPrefix}-${++number}` },
    SEMANTIC_BUDGET_MS: PATIENCE_MS,
  });
  return { settings, request, close };
}

function say(which: string): void {
  process.stdout.write(`${basename(expect.getState().testPath ?? '')} runs against ${which}\n`);
}

async function ask<Result>(
  url: string,
  method: string,
  { apiKey, body }: { apiKey?: string; body?: object },
): Promise<Result> {
  const headers = { 'content-type': 'application/json', ...(apiKey ? { 'api-key': apiKey } : {}) };
  const answer = await fetch(url, { method, headers, body: body && JSON.stringify(body) });
  const { result } = (await answer.json()) as { result: Result };
  return result;
}
