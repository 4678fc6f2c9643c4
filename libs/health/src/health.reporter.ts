import { Injectable, ServiceUnavailableException } from '@nestjs/common';
import { HealthCheckService, type HealthCheckResult } from '@nestjs/terminus';
import { PartIndicators } from './part.indicators.js';

export interface HealthReport {
  readonly status: 'ok' | 'degraded';
  readonly parts: Readonly<Record<string, 'up' | 'down'>>;
}

/** Says which parts work: names and states, never hosts, versions or error texts. */
@Injectable()
export class HealthReporter {
  constructor(
    private readonly checks: HealthCheckService,
    private readonly indicators: PartIndicators,
  ) {}

  async read(): Promise<HealthReport> {
    const { details } = await this.run();
    const parts = Object.entries(details).map(([name, { status }]): [string, 'up' | 'down'] => [
      name,
      status === 'up' ? 'up' : 'down',
    ]);
    const isDegraded = parts.some(([, state]) => state === 'down');
    return { status: isDegraded ? 'degraded' : 'ok', parts: Object.fromEntries(parts) };
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
