import type { Part } from '@app/core';
import type { HealthIndicatorFunction, HealthIndicatorService } from '@nestjs/terminus';
import { PartLog } from './part.log.js';

/** Milliseconds after which a part that doesn't answer counts as down. */
const DEADLINE_MS = 1_000;
/** Milliseconds for which a result is repeated, so that asking often costs the parts nothing. */
const REMEMBERED_MS = 1_000;

/** One Terminus indicator per part, over its ping. */
export class PartIndicators {
  constructor(
    private readonly indicators: HealthIndicatorService,
    private readonly parts: Readonly<Record<string, Part>>,
    private readonly log = new PartLog(),
  ) {}

  list(): HealthIndicatorFunction[] {
    return Object.entries(this.parts).map(([name, part]) => async () => {
      const attempt = this.indicators.check(name).attempt(() => this.log.note(name, part.ping()));
      return attempt.withTimeout(DEADLINE_MS).cacheFor(REMEMBERED_MS);
    });
  }
}
