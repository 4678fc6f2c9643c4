import { ManualClock, RecordingSignals } from '@app/core/testing';
import { MemoryResourceOwners } from './adapters/memory.resource-owners.js';
import { KnownOwners } from './known-owners.js';

const FILE = { upstream: 'openai', id: 'file-1' };
const CLAIM = { ...FILE, tenant: 'acme' };

describe('KnownOwners', () => {
  it('opens the store with its first use', async () => {
    let opened = 0;
    const owners = new KnownOwners(
      async () => (opened++, new MemoryResourceOwners(new ManualClock())),
      new RecordingSignals(),
    );
    await owners.claim([]);
    expect([await owners.ownedBy('acme', []), opened]).toEqual([[], 0]);
    await owners.claim([CLAIM]);
    expect([await owners.ownedBy('acme', [FILE]), await owners.ownedBy('rival', [FILE]), opened]).toEqual([
      [FILE],
      [],
      1,
    ]);
    await owners.close();
  });

  it('knows a claim before the store has it', async () => {
    const store = new MemoryResourceOwners(new ManualClock());
    let write = () => {};
    jest.spyOn(store, 'claim').mockImplementation(() => new Promise((done) => (write = done)));
    const owners = new KnownOwners(async () => store, new RecordingSignals());
    const claiming = owners.claim([CLAIM]);
    expect(await owners.ownedBy('acme', [FILE])).toEqual([FILE]);
    expect(await owners.ownedBy('rival', [FILE])).toEqual([]);
    write();
    await claiming;
  });

  it('gives nobody anything when the store fails, and counts it', async () => {
    const signals = new RecordingSignals();
    const store = new MemoryResourceOwners(new ManualClock());
    await store.claim([CLAIM]);
    jest.spyOn(store, 'ownersOf').mockRejectedValue(new Error('broken'));
    const owners = new KnownOwners(async () => store, signals);
    expect(await owners.ownedBy('acme', [FILE])).toEqual([]);
    expect(signals.counted).toEqual(['fail_open:resource owners.find']);
  });

  it('tries to open the store again after a failure', async () => {
    const opening = jest.fn(async () => new MemoryResourceOwners(new ManualClock()));
    opening.mockRejectedValueOnce(new Error('no such folder'));
    const owners = new KnownOwners(opening, new RecordingSignals());
    expect(await owners.ownedBy('acme', [FILE])).toEqual([]);
    await owners.claim([CLAIM]);
    expect(await owners.ownedBy('acme', [FILE])).toEqual([FILE]);
  });
});
