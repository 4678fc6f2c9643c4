import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { outputOf, spawnService, startServiceProcess } from '../../apps/demo/src/service.process.js';

/** An answer as a test reads it; `body` is parsed JSON. */
export interface ServiceAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests look into bodies of every shape
  readonly body: any;
}

/** The built service as a process of its own. */
export interface Service {
  readonly url: string;
  readonly pid: number;
  /** What it printed last. */
  output(): string;
  /** `POST /api/v1/query`. */
  ask(
    body: object,
    key?: string,
    options?: { signal?: AbortSignal; headers?: Record<string, string> },
  ): Promise<ServiceAnswer>;
  request(method: string, path: string, options?: RequestOptions): Promise<ServiceAnswer>;
  /** SIGTERM; resolves to the exit code. */
  stop(): Promise<number | null>;
  /** SIGKILL. */
  kill(): Promise<void>;
}

export interface RequestOptions {
  readonly key?: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

/** Starts the service on a free port, with an own data folder unless one is given, and waits until it is ready. */
export async function startService(environment: Readonly<Record<string, string>>): Promise<Service> {
  const folder = environment.DATA_DIR ?? mkdtempSync(join(tmpdir(), 'ragcache-e2e-'));
  const sweep = () => {
    if (!environment.DATA_DIR) rmSync(folder, { recursive: true, force: true });
  };
  const stores = storesFor(folder);
  const service = await startServiceProcess({ ...stores, DATA_DIR: folder, ...environment }).catch(
    (error: unknown) => {
      sweep();
      throw error;
    },
  );
  const end = (signal: 'SIGTERM' | 'SIGKILL') => service.end(signal).finally(sweep);
  return {
    ...service,
    request: (method, path, options) => send(`${service.url}${path}`, method, options),
    ask: (body, key, options) => send(`${service.url}/api/v1/query`, 'POST', { body, key, ...options }),
    stop: () => end('SIGTERM'),
    kill: async () => {
      await end('SIGKILL');
    },
  };
}

/**
 * The stores that `E2E_STORES` (JSON of variables) names, so that the same tests judge every set. What a data folder is to
 * embedded stores, a prefix of its own is to shared servers.
 */
function storesFor(folder: string): Record<string, string> {
  const { E2E_STORES } = process.env;
  if (!E2E_STORES) return {};
  return { ...(JSON.parse(E2E_STORES) as Record<string, string>), KEY_PREFIX: basename(folder) };
}

/** Starts the service with an environment it should refuse; resolves when it has ended. */
export async function startRefused(
  environment: Readonly<Record<string, string>>,
): Promise<{ code: number | null; output: string }> {
  const child = spawnService(environment);
  const output = outputOf(child);
  const [code] = (await once(child, 'exit')) as [number | null];
  return { code, output: output() };
}

async function send(url: string, method: string, options: RequestOptions = {}): Promise<ServiceAnswer> {
  const { key, body, headers, signal } = options;
  const answer = await fetch(url, {
    method,
    signal,
    redirect: 'manual',
    headers: {
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
      ...headers,
    },
    body: body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body),
  });
  const text = await answer.text();
  const isJson = /json/.test(answer.headers.get('content-type') ?? '');
  return {
    status: answer.status,
    headers: Object.fromEntries(answer.headers),
    body: isJson && text !== '' ? JSON.parse(text) : text,
  };
}
