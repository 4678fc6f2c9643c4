import { setImmediate as turn } from 'node:timers/promises';
import { AdmissionQueue } from './admission-queue.js';

/** Work that the spec ends by hand. */
function scene() {
  const queue = new AdmissionQueue();
  const [began, ends] = [[] as string[], new Map<string, () => void>()];
  const enter = (key: string, name: string) =>
    queue.runExclusive(key, async () => {
      began.push(name);
      await new Promise<void>((end) => ends.set(name, end));
      if (name.startsWith('bad')) throw new Error(name);
      return name;
    });
  const end = async (name: string) => {
    ends.get(name)!();
    await turn();
  };
  return { began, enter, end };
}

describe('AdmissionQueue', () => {
  it('runs the first work for a key at once, and the others after it in their order', async () => {
    const { began, enter, end } = scene();
    const all = [enter('a', 'one'), enter('a', 'two'), enter('a', 'three'), enter('b', 'other')];
    expect(began).toEqual(['one', 'other']);
    await end('one');
    expect(began).toEqual(['one', 'other', 'two']);
    for (const name of ['two', 'three', 'other']) await end(name);
    expect(await Promise.all(all)).toEqual(['one', 'two', 'three', 'other']);
  });

  it('goes on after work that failed, and rejects for that work alone', async () => {
    const { began, enter, end } = scene();
    const failed = expect(enter('a', 'bad')).rejects.toThrow('bad');
    const next = enter('a', 'next');
    await end('bad');
    await failed;
    await end('next');
    expect([await next, began]).toEqual(['next', ['bad', 'next']]);
  });
});
