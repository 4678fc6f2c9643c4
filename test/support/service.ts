import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

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
  /** Everything it printed so far. */
  output(): string;
  /** `POST /api/v1/query`. */
  ask(body: object, key?: string, options?: { signal?: AbortSignal; headers?: Record<string, string> }): Promise<ServiceAnswer>;
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

const ROOT = findRoot();
const MAIN = join(ROOT, 'dist/apps/api/src/main.js');
const START_MS = 30_000;

/** Starts the service on a free port, with an own data folder unless one is given, and waits until it is ready. */
export async function startService(environment: Readonly<Record<string, string>>): Promise<Service> {
  const folder = environment.DATA_DIR ?? mkdtempSync(join(tmpdir(), 'ragcache-e2e-'));
  const port = await freePort();
  const child = spawnService({ HOST: '127.0.0.1', PORT: String(port), DATA_DIR: folder, ...environment });
  const ended = once(child, 'exit').then(([code]) => {
    if (!environment.DATA_DIR) rmSync(folder, { recursive: true, force: true });
    return code as number | null;
  });
  const output = collect(child);
  const url = `http://127.0.0.1:${port}`;
  await untilReady(url, child, output);
  return {
    ...{ url, pid: child.pid!, output },
    request: (method, path, options) => send(`${url}${path}`, method, options),
    ask: (body, key, options) => send(`${url}/api/v1/query`, 'POST', { body, key, ...options }),
    stop: () => {
      child.kill('SIGTERM');
      return ended;
    },
    kill: async () => {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

/** Starts the service with an environment it should refuse; resolves when it has ended. */
export async function startRefused(environment: Readonly<Record<string, string>>): Promise<{ code: number | null; output: string }> {
  const child = spawnService(environment);
  const output = collect(child);
  const [code] = (await once(child, 'exit')) as [number | null];
  return { code, output: output() };
}

/** The shell's own settings stay out: a developer's keys must not reach a test. The folder has no `.env`. */
function spawnService(environment: Readonly<Record<string, string>>): ChildProcess {
  const { PATH } = process.env;
  return spawn(process.execPath, [MAIN], { cwd: tmpdir(), env: { PATH, ...environment }, stdio: ['ignore', 'pipe', 'pipe'] });
}

function collect(child: ChildProcess): () => string {
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => (text += chunk.toString()));
  return () => text;
}

async function untilReady(url: string, child: ChildProcess, output: () => string): Promise<void> {
  const lastTry = Date.now() + START_MS;
  while (Date.now() < lastTry && child.exitCode === null && child.signalCode === null) {
    const ready = await fetch(`${url}/health/ready`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (ready) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  child.kill('SIGKILL');
  throw new Error(`The service did not become ready. It printed:\n${output()}`);
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
  return { status: answer.status, headers: Object.fromEntries(answer.headers), body: isJson ? JSON.parse(text) : text };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Tests run from the sources, the bench from dist/: both lie below the folder with the manifest. */
function findRoot(): string {
  const parts = __dirname.split(`${join('/', 'dist')}`)[0]!;
  return parts.endsWith(join('test', 'support')) ? join(parts, '../..') : parts;
}
