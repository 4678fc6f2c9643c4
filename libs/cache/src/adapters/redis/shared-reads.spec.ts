import { SharedReads } from './shared-reads.js';

describe('SharedReads', () => {
  it('reads once per name and turn', async () => {
    let reads = 0;
    const shared = new SharedReads<number>();
    const read = () => shared.read('acme', async () => ++reads);
    expect(await Promise.all([read(), read(), shared.read('rival', async () => ++reads)])).toEqual([1, 1, 2]);
    await new Promise(setImmediate);
    expect(await read()).toBe(3);
  });

  it('lets everyone who shares a failed reading know, and reads again in the next turn', async () => {
    const shared = new SharedReads<number>();
    const fail = () => shared.read('acme', () => Promise.reject(new Error('away')));
    expect((await Promise.allSettled([fail(), fail()])).map(({ status }) => status)).toEqual([
      'rejected',
      'rejected',
    ]);
    await new Promise(setImmediate);
    expect(await shared.read('acme', async () => 1)).toBe(1);
  });
});
