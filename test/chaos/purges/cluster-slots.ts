import type { RedisProcess } from '../../support/redis/redis.process.js';

/** The master that serves the key. */
export function ownerOf(masters: readonly RedisProcess[], key: string): RedisProcess {
  return masters.find((node) => !node.cli('exists', key).includes('MOVED'))!;
}

/** Moves the key's slot with all its keys, key by key, as `redis-cli --cluster reshard` does; the cluster answers meanwhile. */
export async function moveSlot(key: string, from: RedisProcess, to: RedisProcess): Promise<void> {
  const slot = from.cli('cluster', 'keyslot', key).trim();
  const [source, target] = [from, to].map((node) => node.cli('cluster', 'myid').trim()) as [string, string];
  to.cli('cluster', 'setslot', slot, 'importing', source);
  from.cli('cluster', 'setslot', slot, 'migrating', target);
  for (let keys = keysOf(from, slot); keys.length > 0; keys = keysOf(from, slot))
    for (const one of keys) {
      from.cli('migrate', '127.0.0.1', `${to.port}`, one, '0', '1000');
      await new Promise((done) => setTimeout(done, 20));
    }
  for (const node of [to, from]) node.cli('cluster', 'setslot', slot, 'node', target);
  await new Promise((done) => setTimeout(done, 20));
}

function keysOf(node: RedisProcess, slot: string): string[] {
  return node.cli('cluster', 'getkeysinslot', slot, '100').split('\n').filter(Boolean);
}
