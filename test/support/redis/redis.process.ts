import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../../apps/demo/src/free-port.js';
import { cliArguments, OPEN, serverSettings, type Security } from './redis.security.js';

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

/** How to start one server and how to talk to it. */
export interface Launch {
  readonly port: number;
  readonly args: readonly string[];
  readonly security: Security;
  /** Removed when the server is stopped. */
  readonly folder: string;
}

const START_MS = 10_000;
/** Keeps nothing. A copy gets its first state at once instead of after five seconds, and hears of its master each second. */
export const QUICK = ['--save', '', '--repl-diskless-sync-delay', '0', '--repl-ping-replica-period', '1'];

/** Whether this machine has a redis-server; `apt-get install redis-server` brings it. */
export function hasRedis(): boolean {
  return spawnSync('redis-server', ['--version']).status === 0;
}

export async function startRedis(
  args: readonly string[] = [],
  security: Security = OPEN,
): Promise<RedisProcess> {
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), 'ragcache-redis-'));
  const settings = serverSettings(port, security).flatMap(([name, ...values]) => [`--${name}`, ...values]);
  const options = [...settings, '--dir', folder, ...QUICK, ...args];
  return startServer({ port, args: options, security, folder });
}

/** Starts a redis-server, or a Sentinel, with the arguments of its own. */
export async function startServer(how: Launch): Promise<RedisProcess> {
  const { port, security, folder } = how;
  let child = await launch(how);
  return {
    port,
    url: `${security.tls ? 'rediss' : 'redis'}://127.0.0.1:${port}`,
    cli: (...command) => cli(how, command),
    signal: (signal) => void child.kill(signal),
    restart: async () => {
      await ended(child);
      child = await launch(how);
    },
    stop: async () => {
      child.kill('SIGCONT');
      child.kill('SIGKILL');
      await ended(child);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Whether a copy has its master's state, and hears what comes after it. */
export function isFollowing(copy: RedisProcess): boolean {
  const told = copy.cli('info', 'replication');
  return told.includes('master_link_status:up') && !told.includes('slave_repl_offset:0\r');
}

async function launch(how: Launch): Promise<ChildProcess> {
  const child = spawn('redis-server', how.args, { stdio: 'ignore' });
  const takeAlong = () => child.kill('SIGKILL');
  process.once('exit', takeAlong);
  child.once('exit', () => process.off('exit', takeAlong));
  const giveUp = Date.now() + START_MS;
  while (cli(how, ['ping']).trim() !== 'PONG') {
    if (Date.now() > giveUp || child.exitCode !== null) throw new Error('redis-server did not start.');
    await new Promise((done) => setTimeout(done, 20));
  }
  return child;
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
}

function cli({ port, security }: Pick<Launch, 'port' | 'security'>, command: readonly string[]): string {
  return spawnSync('redis-cli', [...cliArguments(port, security), ...command], { encoding: 'utf8' }).stdout;
}
