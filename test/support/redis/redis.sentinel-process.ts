import { randomBytes } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startServer, type RedisProcess } from './redis.process.js';
import { serverSettings, tlsSettings, type Login, type Security } from './redis.security.js';

/** What one Sentinel knows from its first moment on. */
export interface SentinelPlan {
  readonly id: string;
  readonly port: number;
  /** Where the other Sentinels find it: another one than `port` where only these speak TLS. */
  readonly busPort: number;
}

/** The set that the Sentinels watch. */
export interface Watched {
  readonly name: string;
  readonly master: number;
  readonly copies: readonly number[];
  readonly quorum: number;
  /** Of master and copies. */
  readonly data: Security;
  /** Of the Sentinels. */
  readonly own: Security;
}

/** A copy that lost its master may be promoted for ten times as long. Milliseconds. */
export const DEAD_AFTER_MS = 1_000;
/** A vote that was split is repeated after twice this time. */
const FAILOVER_MS = 2_000;
const HOST = '127.0.0.1';
/** What they ask and tell more often than by default. Not the votes: asked for at the same moment, they would be split. */
const HASTE = ['info-period', '200', 'publish-period', '200'];

/** @param at the port of this Sentinel, and the one for other Sentinels where that is another. */
export function planOf(port: number, busPort: number): SentinelPlan {
  return { id: randomBytes(20).toString('hex'), port, busPort };
}

export async function startSentinel(
  plan: SentinelPlan,
  others: readonly SentinelPlan[],
  watched: Watched,
): Promise<RedisProcess> {
  const folder = mkdtempSync(join(tmpdir(), 'ragcache-sentinel-'));
  const file = join(folder, 'sentinel.conf');
  const lines = [...listening(plan, watched), ...monitoring(plan, others, watched)];
  writeFileSync(file, lines.map((words) => `${words.join(' ')}\n`).join(''));
  const args = [file, '--sentinel', '--dir', folder];
  const sentinel = await startServer({ port: plan.port, args, security: watched.own, folder });
  sentinel.cli('sentinel', 'debug', ...HASTE);
  return sentinel;
}

/** A Sentinel without TLS whose master has it still needs it towards the master and the other Sentinels. */
function listening({ port, busPort }: SentinelPlan, { data, own }: Watched): string[][] {
  const bus = data.tls && !own.tls ? [['tls-port', `${busPort}`], ...tlsSettings(data.tls)] : [];
  return [...serverSettings(port, own), ...bus];
}

function monitoring(
  { id }: SentinelPlan,
  others: readonly SentinelPlan[],
  { name, master, copies, quorum, data, own }: Watched,
): string[][] {
  const sentinel = (...words: string[]) => ['sentinel', ...words];
  return [
    sentinel('myid', id),
    sentinel('monitor', name, HOST, `${master}`, `${quorum}`),
    sentinel('down-after-milliseconds', name, `${DEAD_AFTER_MS}`),
    sentinel('failover-timeout', name, `${FAILOVER_MS}`),
    ...logins(name, data.login, own.login),
    ...copies.map((port) => sentinel('known-replica', name, HOST, `${port}`)),
    ...others.map((other) => sentinel('known-sentinel', name, HOST, `${other.busPort}`, other.id)),
  ];
}

/** What a Sentinel logs in with: at the master and its copies, and at the other Sentinels. */
function logins(name: string, data?: Login, own?: Login): string[][] {
  return [
    ...(data ? [['sentinel', 'auth-user', name, data.username]] : []),
    ...(data ? [['sentinel', 'auth-pass', name, data.password]] : []),
    ...(own ? [['sentinel', 'sentinel-user', own.username]] : []),
    ...(own ? [['sentinel', 'sentinel-pass', own.password]] : []),
  ];
}
