import { withTimeout, type Clock, type Signals } from '@app/core';
import type { HouseKeeping } from '../administration/house-keeping.js';
import type { SourceRegistry } from '../ports/source-registry.port.js';
import type { RegistryKeeper } from './registry-keeper.js';

export interface RegistryMaintenanceTools {
  readonly registry: SourceRegistry;
  readonly keeper: RegistryKeeper;
  readonly houseKeeping: HouseKeeping;
  readonly clock: Clock;
  readonly signals: Signals;
}

/** As long as the registry isn't believed it is looked at more often: requests miss meanwhile. Milliseconds. */
const LOOK_AGAIN_MS = 200;
/** How often the registry is looked at where it is on a server, and interrupted house-keeping is taken up. Milliseconds. */
const LOOK_EVERY_MS = 1_000;
const RESUME_EVERY_MS = 60_000;
/** Purges are kept as long as an answer can live: the longest lifetime and the longest stale window. Milliseconds. */
const PURGES_KEPT_MS = 2 * 366 * 86_400_000;
const TRIM_EVERY_MS = 3_600_000;
/** How long a start waits for the first look. Milliseconds. */
const FIRST_LOOK_MS = 1_000;
/** A purge that is older than this, and not done, was interrupted where another process could still be at it. Milliseconds. */
const INTERRUPTED_MS = 60_000;

/** Looks after the registry in the background. */
export class RegistryMaintenance {
  private readonly timers: NodeJS.Timeout[] = [];
  private soon?: NodeJS.Timeout;
  private isStopped = false;
  private looking?: Promise<void>;
  private resuming?: Promise<void>;

  constructor(private readonly tools: RegistryMaintenanceTools) {}

  /** Resolves when the registry was looked at for the first time, or that takes too long. */
  async start(): Promise<void> {
    const { registry } = this.tools;
    // On a file it was most likely this very process, before it ended: nobody else would take it up for a minute.
    this.resume(registry.server ? INTERRUPTED_MS : 0);
    this.timers.push(setInterval(() => this.resume(INTERRUPTED_MS), RESUME_EVERY_MS).unref());
    this.timers.push(setInterval(() => void this.trim(), TRIM_EVERY_MS).unref());
    if (registry.server) await this.startLooking();
  }

  /** What this process doesn't know yet others may: nothing is served before the first look. */
  private async startLooking(): Promise<void> {
    const { registry, keeper } = this.tools;
    keeper.doubt();
    registry.onDoubt(() => void this.look());
    this.timers.push(setInterval(() => void this.look(), LOOK_EVERY_MS).unref());
    await withTimeout(this.look(), FIRST_LOOK_MS, { whenBusy: 'extend' }).catch(() => undefined);
  }

  async stop(): Promise<void> {
    this.isStopped = true;
    this.timers.forEach((timer) => clearInterval(timer));
    clearTimeout(this.soon);
    await this.tools.houseKeeping.stop();
    await Promise.all([this.looking, this.resuming]);
    if (this.tools.registry.server) await this.tools.keeper.leave().catch(() => undefined);
  }

  /** One look at a time. Resolves when it has come to an end, however it ended. */
  look(): Promise<void> {
    return (this.looking ??= this.lookNow().finally(() => {
      this.looking = undefined;
      if (this.tools.keeper.trustPeriod === undefined) this.lookSoon();
    }));
  }

  private lookSoon(): void {
    clearTimeout(this.soon);
    if (!this.isStopped) this.soon = setTimeout(() => void this.look(), LOOK_AGAIN_MS).unref();
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

  /** Forgets purges that concern no living answer. */
  async trim(): Promise<void> {
    const { registry, keeper, clock, signals } = this.tools;
    const below = clock.now() - PURGES_KEPT_MS;
    for (const tenant of keeper.tenants)
      await registry.purges.trim(tenant, below).catch(() => signals.count('fail_open', 'registry.trim'));
  }

  private resume(olderThanMs: number): void {
    const { houseKeeping, clock, signals } = this.tools;
    this.resuming ??= houseKeeping
      .resume(clock.now() - olderThanMs)
      .catch(() => signals.count('fail_open', 'registry.resume'))
      .finally(() => (this.resuming = undefined));
  }
}
