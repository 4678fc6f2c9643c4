import { randomUUID } from 'node:crypto';
import type { Clock, Signals } from '@app/core';
import type { PurgeFact } from '../ports/purge-log.port.js';
import type { Place, RegistryState, SourceRegistry } from '../ports/source-registry.port.js';
import type { PurgeBooks } from '../purges/purge-books.js';
import { GivingBack } from './giving-back.js';
import { HighWaterMarks } from './high-water-marks.js';
import { RollCall } from './roll-call.js';

export interface KeeperTools {
  readonly registry: SourceRegistry;
  readonly books: PurgeBooks;
  readonly clock: Clock;
  readonly signals: Signals;
}

/**
 * Keeps the registry from going backwards. A copy that lagged may have taken the master's place: what the processes know of
 * purges is given back to it before anything is served by its numbers.
 */
export class RegistryKeeper {
  private readonly marks = new HighWaterMarks();
  private readonly roll = new RollCall();
  private readonly givingBack: GivingBack;
  private readonly process = randomUUID();
  private servers?: string;
  /** Score of the newest change that was seen in the registry's journal. */
  private lookedAt = 0;
  private isDoubted = false;
  /** How often it was doubted: a doubt that comes during a look is not settled by it. */
  private doubts = 0;

  constructor(private readonly tools: KeeperTools) {
    this.givingBack = new GivingBack({ ...tools, marks: this.marks });
    tools.registry.onDoubt(() => this.doubt());
  }

  /** Whether the registry's numbers may be served by. */
  get isBelieved(): boolean {
    return !this.isDoubted;
  }

  /** The state if it shows nothing lower than was seen before; else that of the mended registry, which may not be believed yet. */
  async check(place: Place, state: RegistryState): Promise<RegistryState> {
    if (this.marks.note(place, state)) return state;
    this.tools.signals.count('fail_open', 'registry.backwards');
    await this.givingBack.ofTenant(place.tenant);
    if (!(await this.givingBack.isDone())) this.doubt();
    await this.tools.registry.restoreSources(place, this.marks.sourcesOf(place));
    const mended = await this.tools.registry.read(place);
    if (!this.marks.note(place, mended)) throw new Error('The registry went backwards once more.');
    return mended;
  }

  /** A purge of this process: it is known here before anybody is told of it, so that losing the server can't lose it. */
  async remember(tenant: string, fact: PurgeFact): Promise<void> {
    this.tools.books.note(tenant, fact);
    this.marks.raise(tenant, fact.number);
    await this.learn(tenant).catch(() => this.doubt());
  }

  /** Follows what other processes did, and looks whether the servers are still the same ones. */
  async look(): Promise<void> {
    const { registry, clock } = this.tools;
    const servers = await registry.incarnation();
    if (servers !== this.servers) await this.meet(servers);
    const doubts = this.doubts;
    if (!(await this.givingBack.isDone())) return this.doubt();
    await this.followChanges();
    this.roll.note(servers, await registry.answerRoll(this.process, servers), clock.monotonic());
    if (this.doubts === doubts && this.roll.isComplete) this.isDoubted = false;
  }

  /** Until the next look that succeeds. */
  doubt(): void {
    this.isDoubted = true;
    this.doubts++;
  }

  /** This process knows nothing any more that the registry may lack. */
  async leave(): Promise<void> {
    await this.tools.registry.answerRoll(this.process, undefined);
  }

  /** Servers that this process hasn't looked at before. Their journal may go on below where that of the others ended. */
  private async meet(servers: string): Promise<void> {
    this.doubt();
    this.lookedAt = 0;
    await this.givingBack.ofAll();
    this.servers = servers;
  }

  private async followChanges(): Promise<void> {
    const changes = await this.tools.registry.purges.changesSince(this.lookedAt);
    for (const { tenant, number, at } of changes) {
      if (this.tools.books.known(tenant).readTo < number) await this.learn(tenant);
      this.lookedAt = Math.max(this.lookedAt, at);
    }
  }

  private async learn(tenant: string): Promise<void> {
    const place = { tenant, namespace: 'default' };
    const state = await this.check(place, await this.tools.registry.read(place));
    await this.tools.books.readOn(tenant, state.purges);
  }
}
