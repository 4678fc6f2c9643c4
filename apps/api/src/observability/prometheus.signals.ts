import { Signals, type Measurement, type PartState, type SignalName } from '@app/core';
import { Injectable } from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import { errorFacts } from './error-facts.js';
import { COUNTERS, HISTOGRAMS } from './signal.catalogue.js';

/** Reasons come from closed lists in the libs; should one not, it can't flood the metrics. */
const MOST_REASONS = 100;

/** Turns what libs report into metrics, and each change of a part's state into one log line. */
@Injectable()
export class PrometheusSignals extends Signals {
  private readonly counters: Record<SignalName, Counter<'reason'>>;
  private readonly histograms: Record<Measurement, Histogram>;
  private readonly partUp: Gauge<'part'>;
  private readonly reasons = new Set<string>();

  constructor(
    registry: Registry,
    private readonly logger: PinoLogger,
  ) {
    super();
    const registers = [registry];
    this.counters = mapValues(COUNTERS, (row) => new Counter({ ...row, labelNames: ['reason'], registers }));
    this.histograms = mapValues(HISTOGRAMS, (row) => new Histogram({ ...row, registers }));
    this.partUp = new Gauge({
      name: 'ragcache_part_up',
      help: 'Whether a part works (1) or its failures are being survived (0).',
      labelNames: ['part'],
      // Over several workers: a part works when it works for all of them.
      aggregator: 'min',
      registers,
    });
  }

  count(name: SignalName, reason: string): void {
    this.counters[name].inc({ reason: this.bounded(reason) });
  }

  measure(name: Measurement, value: number): void {
    this.histograms[name].observe(name === 'similarity' ? value : value / 1_000);
  }

  stateChanged(part: string, state: PartState, cause?: unknown): void {
    this.partUp.set({ part: this.bounded(part) }, state === 'up' ? 1 : 0);
    const level = state === 'up' ? 'info' : 'warn';
    this.logger[level]({ part, state, error: errorFacts(cause) }, 'part state changed');
  }

  private bounded(reason: string): string {
    if (this.reasons.has(reason)) return reason;
    if (this.reasons.size >= MOST_REASONS) return 'other';
    this.reasons.add(reason);
    return reason;
  }
}

function mapValues<Name extends string, From, To>(
  table: Record<Name, From>,
  make: (from: From) => To,
): Record<Name, To> {
  const rows = Object.entries<From>(table).map(([name, from]) => [name, make(from)]);
  return Object.fromEntries(rows) as Record<Name, To>;
}
