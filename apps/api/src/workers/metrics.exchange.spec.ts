import type { Cluster } from 'node:cluster';
import { EventEmitter } from 'node:events';
import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import { MetricsExchange } from './metrics.exchange.js';
import type { PrimaryMessage, WorkerMessage } from '../observability/cluster.metrics.messages.js';
import { ClusterMetrics } from '../observability/cluster.metrics.js';

/** A worker without a process: its messages are cloned as between processes. */
class LocalWorker {
  readonly registry = new Registry();
  readonly asked = new Counter({ name: 'asked_total', help: 'x', labelNames: ['tier'], ...this.own() });
  readonly took = new Histogram({ name: 'took_seconds', help: 'x', buckets: [1], ...this.own() });
  readonly open = new Gauge({ name: 'open', help: 'x', ...this.own() });
  readonly up = new Gauge({ name: 'up', help: 'x', aggregator: 'min', ...this.own() });
  readonly metrics: ClusterMetrics;
  isSilent = false;
  private readonly line = new EventEmitter();

  constructor(
    readonly id: number,
    private readonly pool: EventEmitter,
  ) {
    const say = (message: WorkerMessage) => {
      if (!this.isSilent) setImmediate(() => pool.emit('message', this, structuredClone(message)));
    };
    this.metrics = new ClusterMetrics(this.registry, Object.assign(this.line, { send: say }));
    pool.emit('listening', this);
  }

  send(message: PrimaryMessage): void {
    setImmediate(() => this.line.emit('message', structuredClone(message)));
  }

  ends(): void {
    this.pool.emit('exit', this);
  }

  private own() {
    return { registers: [this.registry] };
  }
}

function twoWorkers() {
  const pool = new EventEmitter();
  new MetricsExchange(pool as unknown as Cluster);
  const [first, second] = [new LocalWorker(1, pool), new LocalWorker(2, pool)];
  return { pool, first, second };
}

describe('MetricsExchange', () => {
  it('adds up the workers, whichever is scraped', async () => {
    const { first, second } = twoWorkers();
    first.asked.inc({ tier: 'exact' }, 2);
    second.asked.inc({ tier: 'exact' }, 3);
    second.asked.inc({ tier: 'semantic' });
    first.took.observe(0.5);
    second.took.observe(2);
    for (const { metrics } of [first, second]) {
      const text = await metrics.text();
      expect(text).toContain('asked_total{tier="exact"} 5\nasked_total{tier="semantic"} 1\n');
      expect(text).toContain('took_seconds_bucket{le="1"} 1\ntook_seconds_bucket{le="+Inf"} 2\n');
      expect(text).toContain('took_seconds_sum 2.5\ntook_seconds_count 2\n');
    }
  });

  it('adds gauges up too, unless the gauge says how several make one', async () => {
    const { first, second } = twoWorkers();
    first.open.set(2);
    second.open.set(3);
    first.up.set(1);
    second.up.set(0);
    expect(await first.metrics.text()).toMatch(/\nopen 5\n[^]*\nup 0\n/);
  });

  it('never counts back when a worker ends, and forgets its gauges', async () => {
    const { pool, first, second } = twoWorkers();
    first.asked.inc({ tier: 'exact' }, 2);
    second.asked.inc({ tier: 'exact' }, 3);
    first.open.set(2);
    second.open.set(3);
    second.took.observe(0.5);
    await first.metrics.text();
    second.ends();
    const third = new LocalWorker(3, pool);
    third.asked.inc({ tier: 'exact' });
    third.ends();
    const fourth = new LocalWorker(4, pool);
    fourth.asked.inc({ tier: 'exact' }, 10);
    const text = await fourth.metrics.text();
    expect(text).toContain('asked_total{tier="exact"} 15\n');
    expect(text).toContain('took_seconds_count 1\n');
    expect(text).toContain('\nopen 2\n');
  });

  it('counts a worker that is busy by its last report', async () => {
    const { first, second } = twoWorkers();
    first.asked.inc({ tier: 'exact' }, 2);
    second.asked.inc({ tier: 'exact' }, 3);
    await first.metrics.text();
    second.isSilent = true;
    second.asked.inc({ tier: 'exact' }, 100);
    expect(await first.metrics.text()).toContain('asked_total{tier="exact"} 5\n');
  });

  it('does not wait for a worker that ends while it is asked', async () => {
    const { first, second } = twoWorkers();
    second.isSilent = true;
    const scraped = jest.fn();
    const scrape = first.metrics.text().then(scraped);
    await new Promise((done) => setTimeout(done, 20));
    second.ends();
    for (let turn = 0; turn < 50; turn++) await new Promise(setImmediate);
    expect(scraped).toHaveBeenCalled();
    await scrape;
  });

  it('tells many scrapes at once apart', async () => {
    const { first, second } = twoWorkers();
    second.asked.inc({ tier: 'exact' });
    const texts = await Promise.all(Array.from({ length: 50 }, () => first.metrics.text()));
    expect(texts.every((text) => text.includes('asked_total{tier="exact"} 1\n'))).toBe(true);
  });

  it('passes on figures that are no number yet', async () => {
    const { first } = twoWorkers();
    first.open.set(Number.NaN);
    expect(await first.metrics.text()).toContain('\nopen Nan\n');
  });
});
