import { Cluster } from 'ioredis';
import type { RedisClient } from './redis.scripts.js';

/** The servers that take writes: which they are, and whether others answer meanwhile. */
export class RedisMasters {
  private readonly listeners: (() => void)[] = [];
  /** The addresses that were named last. */
  private named: ReadonlySet<string> = new Set();

  constructor(private readonly client: RedisClient) {
    for (const event of ['close', 'ready', '+node', '-node', 'node error'])
      client.on(event, () => this.doubt());
  }

  /** Names them by the id that each server makes anew when it starts. */
  async names(): Promise<string> {
    if (this.client instanceof Cluster) await refreshed(this.client);
    const masters = this.masters();
    const names = await Promise.all(masters.map(async (master) => runId(await master.info('server'))));
    this.named = new Set(masters.map(addressOf));
    return names.sort().join(' ');
  }

  /** Calls back when a connection to one of them ends or is made anew, or when another server has answered. */
  onDoubt(listener: () => void): void {
    this.listeners.push(listener);
  }

  /** To be called when something was read: in a cluster a copy may have taken its master's place without a word. */
  notice(): void {
    if (!(this.client instanceof Cluster) || this.named.size === 0) return;
    if (this.masters().some((master) => !this.named.has(addressOf(master)))) this.doubt();
  }

  private doubt(): void {
    for (const listener of this.listeners) listener();
  }

  private masters() {
    return this.client instanceof Cluster ? this.client.nodes('master') : [this.client];
  }
}

function refreshed(cluster: Cluster): Promise<void> {
  return new Promise((resolve, reject) => {
    cluster.refreshSlotsCache((error) => (error ? reject(error) : resolve()));
  });
}

function addressOf({
  options,
}: {
  readonly options: { readonly host?: string; readonly port?: number };
}): string {
  return `${options.host}:${options.port}`;
}

function runId(info: string): string {
  return /^run_id:(\w+)/m.exec(info)?.[1] ?? '';
}
