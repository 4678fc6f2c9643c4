import { Cluster } from 'ioredis';
import type { RedisClient } from './redis.scripts.js';

/** How long a copy may take to have what was written. Milliseconds. */
const PATIENCE_MS = 300;

/** How many copies have what this connection wrote to the key's server, waiting a moment for as many as are wanted. */
export async function copiesOf(client: RedisClient, key: string, wanted: number): Promise<number> {
  const master = client instanceof Cluster ? await masterOf(client, key) : client;
  return master ? master.wait(wanted, PATIENCE_MS) : 0;
}

/** The connection over which the cluster's client writes the key. */
async function masterOf(cluster: Cluster, key: string) {
  const address = cluster.slots[await cluster.cluster('KEYSLOT', key)]?.[0];
  return cluster.nodes('master').find(({ options }) => `${options.host}:${options.port}` === address);
}
