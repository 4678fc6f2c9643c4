import type { Settings } from './collection.js';

export interface Replica {
  readonly shard: number;
  readonly node: number;
}

/** Ids as a server gives them to its peers: too long for 32 bits. */
const FIRST_PEER = 1_000_000_000_000_001;

/** Which nodes there are, which of them are gone, and which shards live where. */
export class Topology {
  private readonly gone = new Set<number>();
  /** Collections whose copies on a lost node were found dead by a write, which took a while. */
  private readonly noticed = new Set<string>();

  /** @param size 1 = a server on its own, without cluster mode. */
  constructor(readonly size: number) {}

  peer(node: number): number {
    return FIRST_PEER + node;
  }

  isGone(node: number): boolean {
    return this.gone.has(node);
  }

  leave(node: number): void {
    this.gone.add(node);
  }

  comeBack(node: number): void {
    this.gone.delete(node);
    this.noticed.clear();
  }

  shards({ shard_number = this.size }: Settings): number {
    return shard_number;
  }

  /** Where the copies are, in the order in which a cluster of three placed them in the recording. */
  replicas(settings: Settings): Replica[] {
    const copies = Math.min(settings.replication_factor ?? 1, this.size);
    return Array.from({ length: this.shards(settings) }, (_, shard) =>
      Array.from({ length: copies }, (_copy, copy) => ({ shard, node: this.place(shard - 1 - copy) })),
    ).flat();
  }

  shardOf(id: string, settings: Settings): number {
    const sum = [...id].reduce((hash, letter) => (hash * 31 + letter.charCodeAt(0)) % 65_521, 7);
    return sum % this.shards(settings);
  }

  /** Shards of which no copy is left. */
  lost(settings: Settings): number[] {
    const alive = this.replicas(settings).filter(({ node }) => !this.isGone(node));
    const all = Array.from({ length: this.shards(settings) }, (_, shard) => shard);
    return all.filter((shard) => !alive.some((replica) => replica.shard === shard));
  }

  /** Whether a write is the first that meets a lost copy. */
  isNews(collection: string, settings: Settings): boolean {
    if (this.noticed.has(collection)) return false;
    if (!this.replicas(settings).some(({ node }) => this.isGone(node))) return false;
    this.noticed.add(collection);
    return true;
  }

  private place(at: number): number {
    return ((at % this.size) + this.size) % this.size;
  }
}
