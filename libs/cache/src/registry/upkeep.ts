import type { Clock, Signals } from '@app/core';
import type { HouseKeeping } from '../administration/house-keeping.js';
import type { SourceRegistry } from '../ports/source-registry.port.js';
import { inTime } from '../resilience/in-time.js';
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
/** As long as it isn't believed: requests miss meanwhile. */
const LOOK_AGAIN_MS = 200;
/** How long a start waits for the first look. */
const START_MS = 1_000;
const RESUME_EVERY_MS = 60_000;

/** Looks after the registry in the background. */
export class Upkeep {
  private readonly timers: NodeJS.Timeout[] = [];
  private soon?: NodeJS.Timeout;
  private isStopped = false;
  private looking?: Promise<void>;
  private resuming: Promise<void> = Promise.resolve();

  constructor(private readonly tools: UpkeepTools) {}

  /** Resolves when a registry on a server was looked at, or when it is clear that this takes longer. */
  async start(): Promise<void> {
    if (this.tools.registry.server) await this.startLooking();
    this.resume();
    this.timers.push(setInterval(() => this.resume(), RESUME_EVERY_MS).unref());
  }

  async stop(): Promise<void> {
    this.isStopped = true;
    this.timers.forEach((timer) => clearInterval(timer));
    clearTimeout(this.soon);
    await Promise.all([this.looking, this.resuming]);
    await this.tools.houseKeeping.settled();
    if (this.tools.registry.server) await this.tools.keeper.leave().catch(() => undefined);
  }

  private async startLooking(): Promise<void> {
    const { registry, keeper } = this.tools;
    registry.onDoubt(() => void this.look());
    keeper.doubt();
    this.timers.push(setInterval(() => void this.look(), LOOK_EVERY_MS).unref());
    await inTime(this.look(), START_MS).catch(() => undefined);
  }

  private look(): Promise<void> {
    return (this.looking ??= this.lookNow().finally(() => {
      this.looking = undefined;
      if (!this.tools.keeper.isBelieved) this.lookSoon();
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

  private resume(): void {
    const { houseKeeping, clock, signals } = this.tools;
    this.resuming = houseKeeping
      .resume(clock.now())
      .catch(() => signals.count('fail_open', 'registry.resume'));
  }
}
