import { ManualClock, RecordingSignals } from '@app/core/testing';
import type { HouseKeeping } from '../administration/house-keeping.js';
import { MemorySourceRegistry } from '../adapters/memory/memory.source-registry.js';
import { PurgeBooks } from '../purges/purge-books.js';
import { RemoteServer } from '../resilience/remote-server.js';
import { RegistryKeeper } from './registry-keeper.js';
import { RegistryMaintenance } from './registry-maintenance.js';

/** A registry on a server, whose connection breaks when a spec says so. */
class RemoteRegistry extends MemorySourceRegistry {
  override readonly server: RemoteServer;
  private readonly listeners: (() => void)[] = [];

  constructor(clock: ManualClock, signals: RecordingSignals) {
    super(clock);
    this.server = new RemoteServer('test', async () => {}, signals);
  }

  override onDoubt(listener: () => void): void {
    this.listeners.push(listener);
  }

  break(): void {
    this.listeners.forEach((listener) => listener());
  }
}

const turn = () => new Promise(setImmediate);

describe('RegistryMaintenance', () => {
  let [clock, signals] = [new ManualClock(), new RecordingSignals()];
  let maintenance: RegistryMaintenance;
  beforeEach(() => {
    jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'performance'] });
    [clock, signals] = [new ManualClock(), new RecordingSignals()];
  });
  afterEach(async () => {
    await maintenance.stop();
    jest.useRealTimers();
    jest.restoreAllMocks();
  });

  const upkeepOf = (registry: MemorySourceRegistry) => {
    const keeper = new RegistryKeeper({ registry, books: new PurgeBooks(registry.purges), clock, signals });
    const resume = jest.fn(async (_now: number) => {});
    const houseKeeping = { resume, stop: async () => {} } as unknown as HouseKeeping;
    maintenance = new RegistryMaintenance({ registry, keeper, houseKeeping, clock, signals });
    return { keeper, resume, look: jest.spyOn(keeper, 'look') };
  };
  const remote = () => new RemoteRegistry(clock, signals);

  it('believes a registry on a server only after it was looked at, and start waits for that', async () => {
    const { keeper } = upkeepOf(remote());
    const starting = maintenance.start();
    expect(keeper.trustPeriod).toBeUndefined();
    await starting;
    expect(keeper.trustPeriod).toBeDefined();
  });

  it('does not wait for a server that is silent', async () => {
    const registry = remote();
    const { keeper } = upkeepOf(registry);
    const incarnation = jest.spyOn(registry, 'incarnation');
    let answer = (_: string) => {};
    incarnation.mockReturnValueOnce(new Promise((resolve) => (answer = resolve)));
    const starting = maintenance.start();
    await jest.advanceTimersByTimeAsync(60_000);
    await starting;
    expect(keeper.trustPeriod).toBeUndefined();
    answer('');
  });

  it('looks when the connection breaks, and every second', async () => {
    const registry = remote();
    const { keeper, look } = upkeepOf(registry);
    await maintenance.start();
    registry.break();
    expect(keeper.trustPeriod).toBeUndefined();
    await turn();
    expect(keeper.trustPeriod).toBeDefined();
    expect(look).toHaveBeenCalledTimes(2);
    await jest.advanceTimersByTimeAsync(3_000);
    expect(look).toHaveBeenCalledTimes(5);
  });

  it('doubts the registry from a look that failed to the next that succeeds', async () => {
    const registry = remote();
    const { keeper } = upkeepOf(registry);
    await maintenance.start();
    jest.spyOn(registry, 'incarnation').mockRejectedValueOnce(new Error('gone'));
    await jest.advanceTimersByTimeAsync(1_000);
    expect(keeper.trustPeriod).toBeUndefined();
    expect(signals.counted).toContain('fail_open:registry.look');
    await jest.advanceTimersByTimeAsync(1_000);
    expect(keeper.trustPeriod).toBeDefined();
  });

  it('has nothing to look at where the registry is in the process or in a file', async () => {
    const { keeper, look } = upkeepOf(new MemorySourceRegistry(clock));
    await maintenance.start();
    await jest.advanceTimersByTimeAsync(5_000);
    expect(look).not.toHaveBeenCalled();
    expect(keeper.trustPeriod).toBeDefined();
  });

  it('takes up interrupted house-keeping at start and every minute, whatever became of the last time', async () => {
    const { resume } = upkeepOf(new MemorySourceRegistry(clock));
    resume.mockRejectedValueOnce(new Error('gone'));
    await maintenance.start();
    expect(resume).toHaveBeenCalledWith(clock.now());
    await jest.advanceTimersByTimeAsync(60_000);
    expect(signals.counted).toContain('fail_open:registry.resume');
    expect(resume).toHaveBeenCalledTimes(2);
    await maintenance.stop();
    await jest.advanceTimersByTimeAsync(600_000);
    expect(resume).toHaveBeenCalledTimes(2);
  });
});
