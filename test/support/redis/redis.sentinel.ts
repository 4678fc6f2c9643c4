import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../../apps/demo/src/free-port.js';
import { until } from '../timing.js';
import { cli, startRedis, type RedisProcess } from './redis.process.js';

/** A master, its copy, and one Sentinel that makes the copy master when the master dies. */
export interface RedisSentinel {
  /** host:port of the Sentinel. */
  readonly address: string;
  readonly name: string;
  readonly master: RedisProcess;
  stop(): Promise<void>;
}

const NAME = 'test-master';
const DEAD_AFTER_MS = 500;

export async function startRedisSentinel(): Promise<RedisSentinel> {
  const master = await startRedis();
  const copy = await startRedis(['--replicaof', '127.0.0.1', `${master.port}`]);
  const folder = mkdtempSync(join(tmpdir(), 'ragcache-sentinel-'));
  const port = await freePort();
  const file = join(folder, 'sentinel.conf');
  writeFileSync(file, configuration(port, master.port));
  const child = spawn('redis-server', [file, '--sentinel', '--dir', folder], { stdio: 'ignore' });
  await until(async () => cli(port, 'sentinel', 'replicas', NAME).includes(`${copy.port}`));
  return {
    address: `127.0.0.1:${port}`,
    name: NAME,
    master,
    stop: async () => {
      child.kill('SIGKILL');
      await once(child, 'exit');
      await Promise.all([master.stop(), copy.stop()]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function configuration(port: number, master: number): string {
  return [
    `port ${port}`,
    'bind 127.0.0.1',
    `sentinel monitor ${NAME} 127.0.0.1 ${master} 1`,
    `sentinel down-after-milliseconds ${NAME} ${DEAD_AFTER_MS}`,
    `sentinel failover-timeout ${NAME} 5000`,
    '',
  ].join('\n');
}
