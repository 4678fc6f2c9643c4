import { Inject, Injectable, Optional, ServiceUnavailableException } from '@nestjs/common';
import { HealthCheckService, type HealthCheckResult } from '@nestjs/terminus';
import { PartIndicators } from './part.indicators.js';

export interface HealthReport {
  readonly status: 'ok' | 'degraded';
  readonly parts: Readonly<Record<string, 'up' | 'down'>>;
  /** What is wrong although every part answers, in words; absent when nothing is. */
  readonly problems?: readonly string[];
}

/** Something that answers and is not as it should be. */
export interface Watched {
  /** In words; `undefined` = nothing is wrong. */
  readonly problem: string | undefined;
}

export const WATCHED = Symbol('what may be wrong although every part answers');

/** Says which parts work: names and states, never hosts, versions or error texts. */
@Injectable()
export class HealthReporter {
  constructor(
    private readonly checks: HealthCheckService,
    private readonly indicators: PartIndicators,
    @Optional() @Inject(WATCHED) private readonly watched: readonly Watched[] = [],
  ) {}

  async read(): Promise<HealthReport> {
    const { details } = await this.run();
    const parts = Object.entries(details).map(([name, { status }]): [string, 'up' | 'down'] => [
      name,
      status === 'up' ? 'up' : 'down',
    ]);
    const problems = this.watched.flatMap(({ problem }) => problem ?? []);
    const isDegraded = problems.length > 0 || parts.some(([, state]) => state === 'down');
    const status = isDegraded ? 'degraded' : 'ok';
    return { status, parts: Object.fromEntries(parts), ...(problems.length > 0 ? { problems } : {}) };
  }

  /** Terminus throws when a part is down; here that is a finding like any other. */
  private async run(): Promise<HealthCheckResult> {
    try {
      return await this.checks.check(this.indicators.list());
    } catch (error) {
      if (error instanceof ServiceUnavailableException) return error.getResponse() as HealthCheckResult;
      throw error;
    }
  }
}
