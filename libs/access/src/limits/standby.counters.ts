import { FailOpen, type RedisServer } from '@app/cache';
import type { Signals } from '@app/core';
import { Counters, type Charge } from './counters.port.js';
import type { Quota } from './gcra.js';

export interface StandbyParts {
  readonly shared: Counters;
  /** The server of the shared counters. Its breaker is asked first. */
  readonly server: Pick<RedisServer['server'], 'runSoon'>;
  /** Counts while the server is away. Each replica then grants the whole limit. */
  readonly local: Counters;
  readonly signals: Signals;
}

/** Counters that always answer: while the shared counters are away, this process counts on its own. */
export class StandbyCounters extends Counters {
  private readonly failOpen: FailOpen;

  constructor(private readonly parts: StandbyParts) {
    super();
    this.failOpen = new FailOpen('limits', parts.signals);
  }

  async take(charges: readonly Charge[]): Promise<readonly Quota[]> {
    const { shared, server, local } = this.parts;
    const call = () => server.runSoon<readonly Quota[] | undefined>(() => shared.take(charges));
    return (await this.failOpen.run('take', call, undefined)) ?? local.take(charges);
  }

  async record(charges: readonly Charge[]): Promise<void> {
    const { shared, server, local } = this.parts;
    const call = () => server.runSoon(() => shared.record(charges).then(() => true));
    if (!(await this.failOpen.run('charge', call, false))) await local.record(charges);
  }
}
