import { Clock, type Source } from '@app/core';
import { MemorySourceRegistry } from '../../src/adapters/memory/memory.source-registry.js';
import {
  PurgeLog,
  type PurgeChange,
  type PurgeFact,
  type PurgeFilter,
  type PurgeKnowledge,
  type PurgeProgress,
} from '../../src/ports/purge-log.port.js';
import {
  SourceRegistry,
  type NamespaceRef,
  type RegistryState,
} from '../../src/ports/source-registry.port.js';
import type { RegistryBackend } from './linked.stores.js';
import { SkewedClock, type SimulatedTime } from './simulated.time.js';

/** A process that has not answered for so long may have ended. Milliseconds. */
const PRESENT_MS = 5_000;

interface Write {
  /** By the clock of the server that took it. */
  readonly at: number;
  run(registry: JournalledRegistry): Promise<unknown>;
}

/** A server's clock that can be held still, so that a copy makes of a write what its master made of it. */
class ServerClock extends Clock {
  held?: number;

  constructor(private readonly inner: SkewedClock) {
    super();
  }

  set skew(milliseconds: number) {
    this.inner.skew = milliseconds;
  }

  now(): number {
    return this.held ?? this.inner.now();
  }

  monotonic(): number {
    return this.inner.monotonic();
  }
}

/** A registry with copies: each write is kept, so that a copy that lacks the last ones can take the master's place. */
export class ReplicatedRegistry implements RegistryBackend {
  private writes: Write[] = [];
  private serving: JournalledRegistry;
  private servers = 0;
  private readonly clock: ServerClock;

  constructor(time: SimulatedTime) {
    this.clock = new ServerClock(new SkewedClock(time));
    this.serving = this.newServer();
  }

  current(): SourceRegistry {
    return this.serving;
  }

  async incarnation(): Promise<string> {
    return `server ${this.servers}`;
  }

  async confirmed(): Promise<string | undefined> {
    return this.serving.confirmedServers;
  }

  confirm(incarnation: string): Promise<void> {
    return this.write(async (registry) => {
      registry.confirmedServers = incarnation;
    });
  }

  /** Answered so often that a copy which takes over has the last answers. */
  async answerRoll(process: string, servers: string | undefined): Promise<ReadonlyMap<string, string>> {
    const { roll } = this.serving;
    const at = this.clock.now();
    if (servers === undefined) roll.delete(process);
    else roll.set(process, { servers, at });
    const present = [...roll].filter(([, answer]) => Math.abs(at - answer.at) <= PRESENT_MS);
    return new Map(present.map(([name, answer]) => [name, answer.servers]));
  }

  /** A copy takes over. @param lost how many of the last writes it doesn't have. */
  async failOver(lost: number, skew: number): Promise<void> {
    this.writes = this.writes.slice(0, Math.max(0, this.writes.length - lost));
    const copy = this.newServer();
    for (const { at, run } of this.writes) {
      this.clock.held = at;
      await run(copy);
    }
    this.clock.held = undefined;
    this.clock.skew = skew;
    if (this.writes.length > 0) this.serving.roll.forEach((answer, name) => copy.roll.set(name, answer));
    this.serving = copy;
  }

  private newServer(): JournalledRegistry {
    this.servers++;
    return new JournalledRegistry(this.clock, (run) => this.write(run));
  }

  private write<Result>(run: (registry: JournalledRegistry) => Promise<Result>): Promise<Result> {
    this.writes.push({ at: this.clock.now(), run });
    return run(this.serving);
  }
}

type Record = <Result>(run: (registry: JournalledRegistry) => Promise<Result>) => Promise<Result>;

/** The registry of this process with a journal; whoever calls from outside has the writes recorded. */
class JournalledRegistry extends SourceRegistry {
  readonly inner: MemorySourceRegistry;
  readonly purges: JournalledPurgeLog;
  readonly tenants = new Set<string>();
  confirmedServers?: string;
  readonly roll = new Map<string, { readonly servers: string; readonly at: number }>();

  constructor(
    clock: Clock,
    private readonly record: Record,
  ) {
    super();
    this.inner = new MemorySourceRegistry(clock);
    this.purges = new JournalledPurgeLog(this.inner.purges, record);
  }

  /** The first read of a tenant makes its numbers. */
  read(ref: NamespaceRef): Promise<RegistryState> {
    if (this.tenants.has(ref.tenant)) return this.inner.read(ref);
    return this.record((registry) => {
      registry.tenants.add(ref.tenant);
      return registry.inner.read(ref);
    });
  }

  order(tenant: string): Promise<number> {
    return this.record(({ inner }) => inner.order(tenant));
  }

  announce(ref: NamespaceRef, sources: readonly Required<Source>[]): Promise<void> {
    return this.record(({ inner }) => inner.announce(ref, sources));
  }

  versions(ref: NamespaceRef, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
    return this.inner.versions(ref, ids);
  }

  restoreSources(ref: NamespaceRef, seq: number): Promise<void> {
    return this.record(({ inner }) => inner.restoreSources(ref, seq));
  }

  async ping(): Promise<void> {}

  async close(): Promise<void> {}
}

class JournalledPurgeLog extends PurgeLog {
  readonly journal: PurgeChange[] = [];

  constructor(
    readonly inner: PurgeLog,
    private readonly record: Record,
  ) {
    super();
  }

  add(tenant: string, by: string, named: PurgeFilter): Promise<PurgeFact> {
    return this.record(async ({ purges }) => {
      const fact = await purges.inner.add(tenant, by, named);
      purges.journal.push({ tenant, number: fact.number, at: fact.at });
      return fact;
    });
  }

  after(tenant: string, number: number, limit: number): Promise<PurgeFact[]> {
    return this.inner.after(tenant, number, limit);
  }

  find(tenant: string, number: number): Promise<(PurgeFact & PurgeProgress) | undefined> {
    return this.inner.find(tenant, number);
  }

  noteProgress(tenant: string, number: number, progress: PurgeProgress): Promise<void> {
    return this.record(({ purges }) => purges.inner.noteProgress(tenant, number, progress));
  }

  unfinished(): Promise<readonly PurgeChange[]> {
    return this.inner.unfinished();
  }

  trim(tenant: string, below: number): Promise<void> {
    return this.record(({ purges }) => purges.inner.trim(tenant, below));
  }

  restore(tenant: string, knowledge: PurgeKnowledge): Promise<void> {
    return this.record(({ purges }) => purges.inner.restore(tenant, knowledge));
  }

  override async changesSince(at: number): Promise<readonly PurgeChange[]> {
    return this.journal.filter((change) => change.at >= at);
  }
}
