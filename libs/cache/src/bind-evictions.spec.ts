import { aRecord } from '@app/core/testing';
import { eventually, testContext, type TestContext } from '../testing/index.js';
import { ENTRY_STORES, VECTOR_INDEXES } from './adapters/stores.table.js';
import { bindEvictions } from './bind-evictions.js';
import { HitRecorder } from './statistics/hit-recorder.js';
import type { EntryStore } from './ports/entry-store.port.js';
import type { VectorIndex } from './ports/vector-index.port.js';

const CAPACITY = 10;
/** Stores with a cap of their own, each beside each index of this process. */
const PAIRS = (['sqlite', 'memory'] as const).flatMap((store) =>
  (['sqlite', 'memory'] as const).map((index) => [store, index] as const),
);

describe.each(PAIRS)('evictions from the %s entry store beside the %s vector index', (store, index) => {
  let context: TestContext;
  let entries: EntryStore;
  let vectors: VectorIndex;
  let hits: HitRecorder;

  beforeEach(async () => {
    context = testContext({ MAX_ENTRIES: CAPACITY });
    entries = await ENTRY_STORES[store].open(context);
    vectors = await VECTOR_INDEXES[index].open(context);
    hits = new HitRecorder(entries, context.clock, context.signals);
    bindEvictions(entries, { hits, vectors, signals: context.signals });
  });
  afterEach(async () => {
    await vectors.close();
    await entries.close();
    context.dispose();
  });

  const remember = async (question: string) => {
    const record = aRecord({ question, createdAt: context.clock.now() });
    const { key, id: entryId, tenant, scope, epochs, keepUntil } = record.entry;
    await entries.save(record);
    await vectors.add({
      key,
      entryId,
      tenant,
      scope,
      epochs,
      keepUntil,
      vector: Float32Array.of(1, 0, 0, 0),
    });
    context.clock.advance(10);
    return record.entry;
  };
  const search = ({ tenant, scope, epochs }: Awaited<ReturnType<typeof remember>>) =>
    vectors.nearest({
      ...{ tenant, scope, epochs, limit: 2 * CAPACITY },
      now: context.clock.now(),
      vector: Float32Array.of(1, 0, 0, 0),
    });

  it('spare an entry whose hits were not handed over yet, and its vector', async () => {
    const popular = await remember('popular');
    const unused = await remember('unused');
    for (let number = 2; number < CAPACITY; number++) await remember(`newer ${number}`);
    hits.record(popular.key);
    await remember('newest');
    await eventually(async () => {
      expect((await entries.find(unused.key)).body).toBeUndefined();
      expect((await search(popular)).map(({ key }) => key)).not.toContain(unused.key);
    });
    expect((await entries.find(popular.key)).body).toBeDefined();
    const found = (await search(popular)).map(({ key }) => key);
    expect(found).toContain(popular.key);
    expect(found).toHaveLength(CAPACITY);
  });
});
