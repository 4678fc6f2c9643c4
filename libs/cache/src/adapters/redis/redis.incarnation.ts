import { Cluster } from 'ioredis';
import type { RedisClient } from './redis.scripts.js';

/** Names the servers that take writes now, by the id that each makes anew when it starts. */
export async function incarnationOf(client: RedisClient): Promise<string> {
  const masters = client instanceof Cluster ? client.nodes('master') : [client];
  const names = await Promise.all(masters.map(async (master) => runId(await master.info('server'))));
  return names.sort().join(' ');
}

/** Calls back when a connection to a server that may be a master ends, or is made anew. */
export function onLostConnection(client: RedisClient, listener: () => void): void {
  client.on('close', listener);
  for (const event of ['+node', '-node', 'node error']) client.on(event, listener);
}

function runId(info: string): string {
  return /^run_id:(\w+)/m.exec(info)?.[1] ?? '';
}
