import { freePort } from '../../../apps/demo/src/free-port.js';
import { until } from '../timing.js';
import { isFollowing, startRedis, type RedisProcess } from './redis.process.js';
import { OPEN, type Security } from './redis.security.js';
import { planOf, startSentinel, type Watched } from './redis.sentinel-process.js';

export interface SentinelOptions {
  /** Copies of the master. */
  readonly copies?: number;
  readonly sentinels?: number;
  /** Of master and copies. */
  readonly data?: Security;
  /** Of the Sentinels. */
  readonly own?: Security;
  /** Puts something before a master or copy, and gives the port under which all others find it then. */
  readonly before?: (port: number) => Promise<number>;
}

/** A master, its copies, and Sentinels that make a copy master when the master dies. */
export interface RedisSentinels {
  readonly name: string;
  /** host:port of each Sentinel. */
  readonly addresses: readonly string[];
  readonly sentinels: readonly RedisProcess[];
  /** Those that began as copies. */
  readonly copies: readonly RedisProcess[];
  /** The server that the Sentinels call master. */
  master(): RedisProcess;
  /** Where Sentinels and callers find the server. */
  portOf(server: RedisProcess): number;
  /** From now on the copy hears nothing of its master. It may be promoted for ten more seconds. */
  lag(copy: RedisProcess): void;
  /** It hears of it again. */
  catchUp(copy: RedisProcess): void;
  /** Kills the master; resolves when all Sentinels call this copy master, and it has become one. */
  promote(copy: RedisProcess): Promise<void>;
  stop(): Promise<void>;
}

const NAME = 'test-master';
const HOST = '127.0.0.1';
const WRONG_PASSWORD = 'wrong-on-purpose';

export async function startSentinels(options: SentinelOptions = {}): Promise<RedisSentinels> {
  const { copies: howMany = 1, sentinels: count = 3, data = OPEN, own = OPEN } = options;
  const { before = (port: number) => Promise.resolve(port) } = options;
  const servers = await Promise.all(times(howMany + 1, () => startRedis(masterLogin(data), data)));
  const ports = await Promise.all(servers.map(({ port }) => before(port)));
  const copies = servers.slice(1);
  for (const [at, server] of servers.entries())
    server.cli('config', 'set', 'replica-announce-port', `${ports[at]}`);
  for (const copy of copies) copy.cli('replicaof', HOST, `${ports[0]}`);
  const quorum = Math.floor(count / 2) + 1;
  const watched = { name: NAME, master: ports[0]!, copies: ports.slice(1), quorum, data, own };
  const sentinels = await startAll(count, watched);
  const master = () => servers[ports.indexOf(masterPort(sentinels[0]!))]!;
  const portOf = (server: RedisProcess) => ports[servers.indexOf(server)]!;
  const all = { name: NAME, sentinels, copies, master, portOf };
  await until(() => copies.every(isFollowing) && sentinels.every((each) => isSettled(each, watched, count)));
  return {
    ...all,
    addresses: sentinels.map(({ port }) => `${HOST}:${port}`),
    lag: (copy) => {
      copy.cli('config', 'set', 'masterauth', WRONG_PASSWORD);
      copy.cli('client', 'kill', 'type', 'master');
    },
    catchUp: (copy) => void copy.cli('config', 'set', 'masterauth', data.login?.password ?? ''),
    promote: (copy) => promote(copy, all),
    stop: async () => {
      await Promise.all([...sentinels, ...servers].map((each) => each.stop()));
    },
  };
}

async function startAll(count: number, watched: Watched): Promise<RedisProcess[]> {
  const isPlainBesideTls = watched.data.tls !== undefined && watched.own.tls === undefined;
  const plans = await Promise.all(
    times(count, async () => {
      const port = await freePort();
      return planOf(port, isPlainBesideTls ? await freePort() : port);
    }),
  );
  const othersOf = (one: (typeof plans)[number]) => plans.filter((plan) => plan !== one);
  return Promise.all(plans.map((plan) => startSentinel(plan, othersOf(plan), watched)));
}

/** The other copies step back: a Sentinel never chooses one of priority 0. */
async function promote(
  copy: RedisProcess,
  { sentinels, copies, master, portOf }: Pick<RedisSentinels, 'sentinels' | 'copies' | 'master' | 'portOf'>,
): Promise<void> {
  const dying = master();
  const others = copies.filter((other) => other !== copy && other !== dying);
  for (const other of others) other.cli('config', 'set', 'replica-priority', '0');
  await until(() => sentinels.every((sentinel) => steppedBack(sentinel) >= others.length));
  dying.signal('SIGKILL');
  await until(() => sentinels.every((sentinel) => masterPort(sentinel) === portOf(copy)));
  await until(() => copy.cli('role').startsWith('master'));
  for (const other of others) other.cli('config', 'set', 'replica-priority', '100');
}

function steppedBack(sentinel: RedisProcess): number {
  const told = sentinel.cli('sentinel', 'replicas', NAME);
  return told.match(/^slave-priority\r?\n0$/gm)?.length ?? 0;
}

function masterPort(sentinel: RedisProcess): number {
  return Number(sentinel.cli('sentinel', 'get-master-addr-by-name', NAME).split('\n')[1]);
}

/** It could lead a failover: all others and all copies are known to it and reached. */
function isSettled(sentinel: RedisProcess, { copies }: Watched, count: number): boolean {
  const others = sentinel.cli('sentinel', 'sentinels', NAME);
  const known = sentinel.cli('sentinel', 'replicas', NAME);
  const linked = known.match(/^master-link-status\r?\nok$/gm)?.length ?? 0;
  const hasQuorum = count === 1 || sentinel.cli('sentinel', 'ckquorum', NAME).startsWith('OK');
  return hasQuorum && linked === copies.length && !/disconnected/.test(others + known);
}

function masterLogin({ login }: Security): string[] {
  return login ? ['--masteruser', login.username, '--masterauth', login.password] : [];
}

function times<Result>(count: number, make: () => Result): Result[] {
  return Array.from({ length: count }, make);
}
