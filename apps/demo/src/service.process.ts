import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { resolve } from 'node:path';

/** The built service, running as a process of its own on a free port of this machine. */
export interface ServiceProcess {
  readonly url: string;
  readonly pid: number;
  /** Everything it printed so far. */
  output(): string;
  /** Sends the signal and resolves to the exit code, which is `null` after SIGKILL. */
  end(signal?: 'SIGTERM' | 'SIGKILL'): Promise<number | null>;
}

/** From `dist/apps/demo/src` and from the sources alike. */
const MAIN = resolve(
  __dirname,
  '../../..',
  __dirname.includes('dist') ? '.' : 'dist',
  'apps/api/src/main.js',
);
const START_MS = 30_000;
const LOOK_EVERY_MS = 25;

/** Starts the service and waits until it is ready. Nothing of this process's environment reaches it but what is given. */
export async function startServiceProcess(
  environment: Readonly<Record<string, string>>,
): Promise<ServiceProcess> {
  const port = await freePort();
  const child = spawnService({ HOST: '127.0.0.1', PORT: String(port), ...environment });
  const ended = once(child, 'exit').then(([code]) => code as number | null);
  const output = outputOf(child);
  const url = `http://127.0.0.1:${port}`;
  await untilReady(url, child, output);
  const end = (signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM') => {
    child.kill(signal);
    return ended;
  };
  return { url, pid: child.pid!, output, end };
}

/** Its folder is one without a `.env`: the demo and the tests say all there is to say. */
export function spawnService(environment: Readonly<Record<string, string>>): ChildProcess {
  return spawn(process.execPath, [MAIN], {
    cwd: tmpdir(),
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

export function outputOf(child: ChildProcess): () => string {
  let text = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => (text += chunk.toString()));
  return () => text;
}

async function untilReady(url: string, child: ChildProcess, output: () => string): Promise<void> {
  const lastTry = performance.now() + START_MS;
  while (performance.now() < lastTry && child.exitCode === null && child.signalCode === null) {
    if (await isReady(url)) return;
    await new Promise((done) => setTimeout(done, LOOK_EVERY_MS));
  }
  child.kill('SIGKILL');
  throw new Error(`The service did not become ready. It printed:\n${output()}`);
}

async function isReady(url: string): Promise<boolean> {
  return fetch(`${url}/health/ready`).then(
    ({ ok }) => ok,
    () => false,
  );
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  await new Promise((closed) => server.close(closed));
  return port;
}
