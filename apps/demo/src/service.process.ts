import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { freePort } from './free-port.js';

/** The built service, running as a process of its own on a free port of this machine. */
export interface ServiceProcess {
  readonly url: string;
  readonly pid: number;
  /** Its exit code once it has ended, for whatever reason; `null` after a signal. */
  readonly ended: Promise<number | null>;
  /** What it printed last. */
  output(): string;
  /** Sends the signal and resolves to the exit code. A service that doesn't heed SIGTERM is killed in the end. */
  end(signal?: 'SIGTERM' | 'SIGKILL'): Promise<number | null>;
}

const ROOT = resolve(__dirname, '../../..');
const IS_BUILT = __dirname.endsWith(join('dist', 'apps', 'demo', 'src'));
/** The built service's entry. */
export const SERVICE_MAIN = join(ROOT, IS_BUILT ? '' : 'dist', 'apps/api/src/main.js');
const START_MS = 30_000;
const LOOK_EVERY_MS = 25;
const END_MS = 20_000;
/** Characters of output: the demo may run for days. */
const KEPT_OUTPUT = 100_000;

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
  return { url, pid: child.pid!, ended, output, end: (signal) => end(child, ended, signal) };
}

/** Its folder is one without a `.env`: the demo and the tests say all there is to say. It never outlives this process. */
export function spawnService(environment: Readonly<Record<string, string>>): ChildProcess {
  const child = spawn(process.execPath, [SERVICE_MAIN], {
    cwd: tmpdir(),
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const takeAlong = () => child.kill('SIGKILL');
  process.once('exit', takeAlong);
  child.once('exit', () => process.off('exit', takeAlong));
  return child;
}

/** What the child printed last. */
export function outputOf(child: Pick<ChildProcess, 'stdout' | 'stderr'>): () => string {
  let text = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => (text = (text + chunk.toString()).slice(-KEPT_OUTPUT)));
  return () => text;
}

async function end(
  child: ChildProcess,
  ended: Promise<number | null>,
  signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM',
): Promise<number | null> {
  child.kill(signal);
  const impatience = setTimeout(() => child.kill('SIGKILL'), END_MS);
  return ended.finally(() => clearTimeout(impatience));
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
