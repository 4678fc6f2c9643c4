import { isAnswerEntry, type CacheKey, type EntryRecord } from '@app/core';
import type { SourceRegistry } from '../../src/ports/source-registry.port.js';
import type { CalledAsk, KnownAsk } from '../../src/tiers/ask.js';
import type { Ledger, NotedAnswer, NotedPurge } from './ledger.js';
import { Replica, type Asked, type SharedStores } from './replica.js';
import { SkewedClock, type SimulatedTime } from './simulated.time.js';

/** How often a replica looks at the registry. */
const LOOK_EVERY_MS = 1_000;

/** The stores and what may happen to them. */
export interface World {
  readonly time: SimulatedTime;
  /** As a process opens them. */
  open(clock: SkewedClock): Promise<SharedStores>;
  /** The registry that serves now, for who wants to know what it holds. */
  truth(): SourceRegistry;
  /** An entry goes, as by a server that is short of memory. Resolves to its key. */
  evict(pick: number): Promise<CacheKey | undefined>;
  /** All that leads to the entries goes. */
  loseListings(): Promise<void>;
  /** A copy takes the master's place that lacks the last writes. @param skew of its clock, in milliseconds. */
  failOver(lost: number, skew: number): Promise<void>;
  /** After each step. */
  settle(): Promise<void>;
  close(): Promise<void>;
}

/** A call of the model that has not answered yet. */
export interface OpenCall {
  readonly replica: Replica;
  readonly ask: CalledAsk;
  readonly answer: NotedAnswer;
}

/** A request that found no answer and calls the model next. */
export interface WaitingRequest {
  readonly replica: Replica;
  readonly asked: Asked;
  readonly ask: KnownAsk;
  readonly begun: number;
  readonly isRefresh?: true;
}

/** All replicas on one world, and the calls in the air. */
export class System {
  readonly replicas: Replica[] = [];
  readonly calls: OpenCall[] = [];
  /** Requests that read their place's numbers and got no answer yet. */
  readonly waiting: WaitingRequest[] = [];
  private born = 0;

  constructor(
    readonly world: World,
    readonly ledger: Ledger,
    private readonly isForgetful: boolean,
  ) {}

  async start(count: number): Promise<void> {
    for (let at = 0; at < count; at++) this.replicas[at] = await this.newReplica();
  }

  /** One that lives, if any does. */
  replica(index: number): Replica {
    const living = this.replicas.filter(({ isAlive }) => isAlive);
    const replicas = living.length > 0 ? living : this.replicas;
    return replicas[index % replicas.length]!;
  }

  /** A new process in the place of one that ended. */
  async restart(): Promise<void> {
    const at = this.replicas.findIndex(({ isAlive }) => !isAlive);
    if (at === -1) return;
    this.replicas[at] = await this.newReplica();
  }

  /** Time passes in steps of what a replica waits between two looks; who is late looks first. */
  async pass(milliseconds: number): Promise<void> {
    for (let left = milliseconds; left > 0; left -= LOOK_EVERY_MS) {
      await this.lookWho(({ hasLooked }) => !hasLooked);
      this.world.time.pass(Math.min(LOOK_EVERY_MS, left));
      await this.lookWho(() => true);
    }
  }

  /** Nothing is under way any more. */
  async end(): Promise<void> {
    for (const { cache } of this.replicas) await cache.maintenance.stop();
    await this.world.close();
  }

  private async lookWho(isMeant: (replica: Replica) => boolean): Promise<void> {
    for (const replica of this.replicas.filter(isMeant)) await replica.look();
  }

  /** Looks which acknowledged purges the registry lacks that nobody can give back now. */
  async review(): Promise<void> {
    for (const purge of this.ledger.purges) {
      const isGuarded = [...purge.knowers].some(({ isConnected }) => isConnected);
      purge.isLost = !isGuarded && !(await this.isKept(purge));
    }
  }

  /** The process saw the registry with all that it holds for the tenant. */
  async noteSeen(replica: Replica, tenant: string): Promise<void> {
    for (const purge of this.ledger.purges)
      if (purge.tenant === tenant && !purge.knowers.has(replica) && (await this.isKept(purge)))
        purge.knowers.add(replica);
  }

  private async isKept({ tenant, by, number, born, epoch }: NotedPurge): Promise<boolean> {
    const registry = this.world.truth();
    const state = await registry.read({ tenant, namespace: 'default' });
    if (state.born !== born || state.epochs.tenant > epoch || state.purges.floor >= number) return true;
    return (await registry.purges.after(tenant, 0, 10_000)).some((fact) => fact.by === by);
  }

  private async newReplica(): Promise<Replica> {
    const clock = new SkewedClock(this.world.time);
    const onSave = ({ entry }: EntryRecord) => {
      if (isAnswerEntry(entry)) this.ledger.noteSent(entry);
    };
    const shared = await this.world.open(clock);
    const options = { onSave, isForgetful: this.isForgetful };
    const replica = new Replica(`r${++this.born}`, clock, shared, options);
    await replica.look();
    return replica;
  }
}
