import { FailOpen, type RedisServer } from '@app/cache';
import type { Signals } from '@app/core';
import { Counters, type Draw } from './counters.port.js';
import type { Room } from './gcra.js';

export interface StandbyParts {
  readonly shared: Counters;
  /** Where the shared ones live; its breaker is asked first. */
  readonly server: Pick<RedisServer['server'], 'runSoon'>;
  /** Counts meanwhile: each replica then grants the whole limit. */
  readonly meanwhile: Counters;
  readonly signals: Signals;
}

/** Counters that are never away: what can't be counted for all replicas is counted for this one. */
export class StandbyCounters extends Counters {
  private readonly failOpen: FailOpen;

  constructor(private readonly parts: StandbyParts) {
    super();
    this.failOpen = new FailOpen('limits', parts.signals);
  }

  async take(draws: readonly Draw[]): Promise<readonly Room[]> {
    const { shared, server, meanwhile } = this.parts;
    const call = () => server.runSoon<readonly Room[] | undefined>(() => shared.take(draws));
    return (await this.failOpen.run('take', call, undefined)) ?? meanwhile.take(draws);
  }

  async charge(draws: readonly Draw[]): Promise<void> {
    const { shared, server, meanwhile } = this.parts;
    const call = () => server.runSoon(() => shared.charge(draws).then(() => true));
    if (!(await this.failOpen.run('charge', call, false))) await meanwhile.charge(draws);
  }
}
