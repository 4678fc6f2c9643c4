import { ManualClock, RecordingSignals } from '@app/core/testing';
import { MemorySourceRegistry } from '../adapters/memory/memory.source-registry.js';
import { PurgeBooks } from '../purges/purge-books.js';
import { RegistryKeeper } from '../registry/registry-keeper.js';
import { FailOpen } from './fail-open.js';
import { RegistryReader } from './registry-reader.js';

const PLACE = { tenant: 'acme', namespace: 'default' };

describe('RegistryReader', () => {
  const [clock, signals] = [new ManualClock(), new RecordingSignals()];
  const registry = new MemorySourceRegistry(clock);
  const keeper = new RegistryKeeper({ registry, books: new PurgeBooks(registry.purges), clock, signals });
  const reader = new RegistryReader(registry, keeper, new FailOpen('registry', signals));
  beforeEach(() => keeper.look());
  afterEach(() => jest.restoreAllMocks());

  const both = async () => [await reader.read(PLACE), await reader.order('acme')];

  it('reads the numbers of a registry that is believed', async () => {
    expect(await both()).toEqual([await registry.read(PLACE), expect.any(Number)]);
  });

  it('tells the keeper each place in the order, so that a registry that lost it gets it back', async () => {
    const noted = jest.spyOn(keeper, 'noteOrder');
    const order = await reader.order('acme');
    expect(noted).toHaveBeenCalledWith('acme', order);
  });

  it('knows nothing while the registry is doubted, and asks it nothing', async () => {
    const calls = [jest.spyOn(registry, 'read'), jest.spyOn(registry, 'order')];
    keeper.doubt();
    expect(await both()).toEqual([undefined, undefined]);
    calls.forEach((call) => expect(call).not.toHaveBeenCalled());
  });

  it('takes no reply that may come from other servers than were asked', async () => {
    const [read, order] = [registry.read.bind(registry), registry.order.bind(registry)];
    const brokenMeanwhile = async () => {
      keeper.doubt();
      await keeper.look();
    };
    jest.spyOn(registry, 'read').mockImplementationOnce(async (place) => {
      await brokenMeanwhile();
      return read(place);
    });
    jest.spyOn(registry, 'order').mockImplementationOnce(async (tenant) => {
      await brokenMeanwhile();
      return order(tenant);
    });
    expect(await both()).toEqual([undefined, undefined]);
  });

  it('survives a registry that fails', async () => {
    jest.spyOn(registry, 'read').mockRejectedValueOnce(new Error('gone'));
    jest.spyOn(registry, 'order').mockRejectedValueOnce(new Error('gone'));
    expect(await both()).toEqual([undefined, undefined]);
    expect(signals.counted).toEqual(['fail_open:registry.read', 'fail_open:registry.order']);
  });
});
