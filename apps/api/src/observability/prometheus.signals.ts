import {
  Signals,
  type BreakerState,
  type Level,
  type Measurement,
  type PartState,
  type SignalName,
  type UpstreamCall,
} from '@app/core';
import { Injectable } from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import { errorFacts } from './error-facts.js';
import { LevelGauges } from './level.gauges.js';
import { COUNTERS, HISTOGRAMS } from './signal.catalogue.js';
import { UpstreamMetrics } from './upstream.metrics.js';

const OTHER = 'other';

/** Bounds the number of values of a label. They come from closed lists in the libs; a mistake there can't flood the metrics. */
class BoundedLabel {
  private readonly known = new Set<string>();

  constructor(private readonly most = 100) {}

  /** The value itself, or `other` once there are too many. */
  of(value: string): string {
    if (this.known.has(value)) return value;
    if (this.known.size >= this.most) return OTHER;
    this.known.add(value);
    return value;
  }
}

/** A counter by reason. */
interface Counted {
  readonly counter: Counter<'reason'>;
  readonly reasons: BoundedLabel;
}

/** Turns what libs report into metrics, and each change of a part's state into one log line. */
@Injectable()
export class PrometheusSignals extends Signals {
  private readonly counters: Record<SignalName, Counted>;
  private readonly histograms: Record<Measurement, Histogram>;
  private readonly partUp: Gauge<'part'>;
  private readonly parts = new BoundedLabel();
  private readonly upstream: UpstreamMetrics;
  private readonly levels: LevelGauges;

  constructor(
    registry: Registry,
    private readonly logger: PinoLogger,
  ) {
    super();
    const registers = [registry];
    this.counters = mapValues(COUNTERS, (row) => ({
      counter: new Counter({ ...row, labelNames: ['reason'], registers }),
      reasons: new BoundedLabel(),
    }));
    this.histograms = mapValues(HISTOGRAMS, (row) => new Histogram({ ...row, registers }));
    this.partUp = new Gauge({
      name: 'ragcache_part_up',
      help: 'Whether a part works (1) or its failures are being survived (0).',
      labelNames: ['part'],
      // Summed over workers, a part is up only if it is up for all of them.
      aggregator: 'min',
      registers,
    });
    this.upstream = new UpstreamMetrics(registry);
    this.levels = new LevelGauges(registry);
  }

  count(name: SignalName, reason: string, times = 1): void {
    const { counter, reasons } = this.counters[name];
    if (times > 0) counter.inc({ reason: reasons.of(reason) }, times);
  }

  measure(name: Measurement, value: number): void {
    this.histograms[name].observe(name === 'similarity' ? value : value / 1_000);
  }

  upstreamCalled(call: UpstreamCall): void {
    this.upstream.record(call);
  }

  stateChanged(part: string, state: PartState, cause?: unknown): void {
    this.partUp.set({ part: this.parts.of(part) }, state === 'up' ? 1 : 0);
    const level = state === 'up' ? 'info' : 'warn';
    this.logger[level]({ part, state, error: errorFacts(cause) }, 'part state changed');
  }

  watch(level: Level, read: () => number | undefined): void {
    this.levels.watch(level, read);
  }

  watchBreakers(read: () => readonly BreakerState[]): void {
    this.levels.watchBreakers(read);
  }
}

function mapValues<Name extends string, From, To>(
  table: Record<Name, From>,
  make: (from: From) => To,
): Record<Name, To> {
  const rows = Object.entries<From>(table).map(([name, from]) => [name, make(from)]);
  return Object.fromEntries(rows) as Record<Name, To>;
}
