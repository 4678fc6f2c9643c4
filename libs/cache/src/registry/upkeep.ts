import type { Clock, Signals } from '@app/core';
import type { HouseKeeping } from '../administration/house-keeping.js';
import type { SourceRegistry } from '../ports/source-registry.port.js';
import type { RegistryKeeper } from './registry-keeper.js';

export interface UpkeepTools {
  readonly registry: SourceRegistry;
  readonly keeper: RegistryKeeper;
  readonly houseKeeping: HouseKeeping;
  readonly clock: Clock;
  readonly signals: Signals;
}

/** How often the registry is looked at where it is on a server, and interrupted house-keeping is taken up. Milliseconds. */
const LOOK_EVERY_MS = 1_000;
const RESUME_EVERY_MS = 60_000;
/** A purge that is older than this, and not done, was interrupted where another process could still be at it. Milliseconds. */
const INTERRUPTED_MS = 60_000;

/** Looks after the registry in the background. */
export class Upkeep {
  private readonly timers: NodeJS.Timeout[] = [];
  private looking?: Promise<void>;
  private resuming?: Promise<void>;

  constructor(private readonly tools: UpkeepTools) {}

  start(): void {
    const { registry } = this.tools;
    if (registry.server) {
      registry.onDoubt(() => this.look());
      this.look();
      this.timers.push(setInterval(() => this.look(), LOOK_EVERY_MS).unref());
    }
    // On a file it was most likely this very process, before it ended: nobody else would take it up for a minute.
    this.resume(registry.server ? INTERRUPTED_MS : 0);
    this.timers.push(setInterval(() => this.resume(INTERRUPTED_MS), RESUME_EVERY_MS).unref());
  }

  async stop(): Promise<void> {
    this.timers.forEach((timer) => clearInterval(timer));
    await this.tools.houseKeeping.stop();
    await Promise.all([this.looking, this.resuming]);
  }

  private look(): void {
    this.looking ??= this.lookNow().finally(() => (this.looking = undefined));
  }

  /** Requests miss until a look succeeds. */
  private async lookNow(): Promise<void> {
    try {
      await this.tools.keeper.look();
    } catch {
      this.tools.keeper.doubt();
      this.tools.signals.count('fail_open', 'registry.look');
    }
  }

  private resume(olderThanMs: number): void {
    const { houseKeeping, clock, signals } = this.tools;
    this.resuming ??= houseKeeping
      .resume(clock.now() - olderThanMs)
      .catch(() => signals.count('fail_open', 'registry.resume'))
      .finally(() => (this.resuming = undefined));
  }
}
