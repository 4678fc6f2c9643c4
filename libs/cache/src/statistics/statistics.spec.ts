import { ManualClock, RecordingSignals } from '@app/core/testing';
import type { EntryStore } from '../ports/entry-store.port.js';
import { StatsStore, type StatsBatch, type StatsRow } from '../ports/stats-store.port.js';
import { Statistics } from './statistics.js';

type Trouble = 'none' | 'reply-lost' | 'not-sent' | 'rejects';

/** Adds each batch once, as the contract says; what goes wrong with a tenant's batches is the spec's to say. */
class TroubledStore extends StatsStore {
  readonly troubles = new Map<string, Trouble>();
  readonly rows: StatsRow[] = [];
  private readonly last = new Map<string, number>();

  async add(batches: readonly StatsBatch[]): Promise<readonly StatsBatch[]> {
    if (batches.some((batch) => this.troubleOf(batch) === 'rejects')) throw new Error('lost');
    for (const batch of batches) this.take(batch);
    return batches.filter((batch) => this.troubleOf(batch) !== 'none');
  }

  read = async (): Promise<StatsRow[]> => this.rows;
  ping = async (): Promise<void> => undefined;
  close = async (): Promise<void> => undefined;

  missesOf(tenant: string): number {
    return this.rows.reduce((sum, row) => sum + (row.tenant === tenant ? row.misses : 0), 0);
  }

  private take(batch: StatsBatch): void {
    const group = `${batch.writer} ${batch.tenant} ${batch.day}`;
    if (this.troubleOf(batch) === 'not-sent' || this.last.get(group) === batch.number) return;
    this.last.set(group, batch.number);
    this.rows.push(...batch.rows.map((row) => ({ ...row })));
  }

  private troubleOf({ tenant }: StatsBatch): Trouble {
    return this.troubles.get(tenant) ?? 'none';
  }
}

function counting() {
  const [store, clock, signals] = [new TroubledStore(), new ManualClock(), new RecordingSignals()];
  const statistics = new Statistics(store, {} as EntryStore, clock, signals);
  const miss = (tenant: string, times: number) => {
    for (let time = 0; time < times; time++)
      statistics.record({ tenant, namespace: 'docs' }, { outcome: 'miss', tokensSaved: 0, costSavedUsd: 0 });
  };
  return { store, statistics, signals, clock, miss };
}

describe('Statistics', () => {
  it('count once what the store has although its reply was lost', async () => {
    const { store, statistics, signals, miss } = counting();
    store.troubles.set('acme', 'reply-lost');
    miss('acme', 10);
    await statistics.flush();
    store.troubles.clear();
    await statistics.flush();
    await statistics.flush();
    expect([store.missesOf('acme'), signals.counted]).toEqual([10, ['fail_open:stats.add']]);
  });

  it('lose nothing that is counted while a batch is in doubt, whatever went wrong, however often', async () => {
    for (const trouble of ['reply-lost', 'not-sent', 'rejects'] as const) {
      const { store, statistics, miss } = counting();
      store.troubles.set('acme', trouble);
      for (let turn = 0; turn < 3; turn++) {
        miss('acme', 10);
        await statistics.flush();
      }
      store.troubles.clear();
      await statistics.flush();
      expect({ trouble, misses: store.missesOf('acme') }).toEqual({ trouble, misses: 30 });
    }
  });

  it('add for the others what they have while one tenant is in doubt', async () => {
    const { store, statistics, miss } = counting();
    store.troubles.set('acme', 'not-sent');
    miss('acme', 1);
    miss('rival', 2);
    await statistics.flush();
    miss('rival', 3);
    await statistics.flush();
    expect([store.missesOf('acme'), store.missesOf('rival')]).toEqual([0, 5]);
  });

  it('count once when several flushes are asked for at a time', async () => {
    const { store, statistics, clock, miss } = counting();
    miss('acme', 4);
    clock.advance(86_400_000);
    miss('acme', 4);
    await Promise.all([statistics.flush(), statistics.flush(), statistics.flush()]);
    expect([store.missesOf('acme'), store.rows.length]).toEqual([8, 2]);
  });
});
