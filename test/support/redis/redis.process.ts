import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../../apps/demo/src/free-port.js';

/** A real redis-server of the test's own, on loopback, which keeps nothing. */
export interface RedisProcess {
  readonly port: number;
  readonly url: string;
  /** Runs `redis-cli` against it; resolves to what it printed. */
  cli(...args: readonly string[]): string;
  /** SIGKILL, SIGSTOP or SIGCONT. */
  signal(signal: NodeJS.Signals): void;
  /** Starts it again, empty, after it was killed. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

const START_MS = 10_000;

/** Whether this machine has a redis-server; `apt-get install redis-server` brings it. */
export function hasRedis(): boolean {
  return spawnSync('redis-server', ['--version']).status === 0;
}

export async function startRedis(args: readonly string[] = []): Promise<RedisProcess> {
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), 'ragcache-redis-'));
  const options = ['--port', `${port}`, '--bind', '127.0.0.1', '--dir', folder, '--save', '', ...args];
  let child = await launch(options, port);
  return {
    port,
    url: `redis://127.0.0.1:${port}`,
    cli: (...command) => cli(port, ...command),
    signal: (signal) => void child.kill(signal),
    restart: async () => {
      await ended(child);
      child = await launch(options, port);
    },
    stop: async () => {
      child.kill('SIGCONT');
      child.kill('SIGKILL');
      await ended(child);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function launch(options: readonly string[], port: number): Promise<ChildProcess> {
  const child = spawn('redis-server', options, { stdio: 'ignore' });
  const takeAlong = () => child.kill('SIGKILL');
  process.once('exit', takeAlong);
  child.once('exit', () => process.off('exit', takeAlong));
  const giveUp = Date.now() + START_MS;
  while (cli(port, 'ping').trim() !== 'PONG') {
    if (Date.now() > giveUp || child.exitCode !== null) throw new Error('redis-server did not start.');
    await new Promise((done) => setTimeout(done, 20));
  }
  return child;
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
}

export function cli(port: number, ...args: readonly string[]): string {
  return spawnSync('redis-cli', ['-h', '127.0.0.1', '-p', `${port}`, ...args], { encoding: 'utf8' }).stdout;
}
