import { Cluster, type Redis } from 'ioredis';
import type { RedisClient } from './redis.scripts.js';

/** How long a copy may take to have what was written, and how long its server may take to say so. Milliseconds. */
const PATIENCE_MS = 300;
const ANSWER_MS = 1_000;

/**
 * Asks servers whether copies have what was written, over connections of its own: while a server waits for its copies it
 * answers nothing else on the same one.
 */
export class RedisCopies {
  private readonly connections = new Map<string, CopiedServer>();

  constructor(private readonly client: RedisClient) {}

  /** How many copies have the number in the field of the key. 0 when the key's server itself lacks it. */
  async having(number: number, key: string, field: string, wanted: number): Promise<number> {
    const server = await this.serverOf(key);
    const copies = await server.copies(key, wanted);
    return Number(await server.connection.hget(key, field)) >= number ? copies : 0;
  }

  close(): void {
    for (const { connection } of this.connections.values()) connection.disconnect();
  }

  private async serverOf(key: string): Promise<CopiedServer> {
    const master = this.client instanceof Cluster ? await masterOf(this.client, key) : this.client;
    const address = `${master.options.host}:${master.options.port}`;
    const known = this.connections.get(address);
    if (known && known.connection.status !== 'end') return known;
    const opened = new CopiedServer(open(master));
    this.connections.set(address, opened);
    return opened;
  }
}

/** One server, asked once for all who want to know at the same time. */
class CopiedServer {
  private running: Promise<unknown> = Promise.resolve();
  private next?: Promise<number>;

  constructor(readonly connection: Redis) {}

  /** How many copies have all that was written before the call. */
  copies(key: string, wanted: number): Promise<number> {
    return (this.next ??= this.after(this.running, key, wanted));
  }

  private async after(running: Promise<unknown>, key: string, wanted: number): Promise<number> {
    await running.catch(() => undefined);
    this.next = undefined;
    const counted = this.count(key, wanted);
    this.running = counted;
    return counted;
  }

  /** The server speaks of what was written over this connection, and so of everything before. */
  private async count(key: string, wanted: number): Promise<number> {
    await this.connection.hset(key, 'asked', wanted);
    return this.connection.wait(wanted, PATIENCE_MS);
  }
}

function open(master: Redis): Redis {
  const connection = master.duplicate({
    ...{ enableAutoPipelining: false, enableOfflineQueue: true, enableReadyCheck: true },
    ...{ commandTimeout: ANSWER_MS, maxRetriesPerRequest: 0 },
  });
  // What goes wrong is told by the calls that fail.
  return connection.on('error', () => undefined);
}

/** The connection over which the cluster's client writes the key. */
async function masterOf(cluster: Cluster, key: string): Promise<Redis> {
  const address = cluster.slots[await cluster.cluster('KEYSLOT', key)]?.[0];
  const found = cluster.nodes('master').find(({ options }) => `${options.host}:${options.port}` === address);
  if (!found) throw new Error('The key has no server at the moment.');
  return found;
}
