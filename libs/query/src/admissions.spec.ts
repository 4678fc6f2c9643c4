import { setImmediate as turn } from 'node:timers/promises';
import { Admissions } from './admissions.js';

/** Works that the spec ends by hand. */
function scene() {
  const admissions = new Admissions();
  const [began, ends] = [[] as string[], new Map<string, () => void>()];
  const enter = (key: string, name: string) =>
    admissions.inTurn(key, async () => {
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

describe('Admissions', () => {
  it('let one in at once, and those who want the same after it, in their order', async () => {
    const { began, enter, end } = scene();
    const all = [enter('a', 'one'), enter('a', 'two'), enter('a', 'three'), enter('b', 'other')];
    expect(began).toEqual(['one', 'other']);
    await end('one');
    expect(began).toEqual(['one', 'other', 'two']);
    for (const name of ['two', 'three', 'other']) await end(name);
    expect(await Promise.all(all)).toEqual(['one', 'two', 'three', 'other']);
  });

  it('go on after one that failed, and tell it alone', async () => {
    const { began, enter, end } = scene();
    const failed = expect(enter('a', 'bad')).rejects.toThrow('bad');
    const next = enter('a', 'next');
    await end('bad');
    await failed;
    await end('next');
    expect([await next, began]).toEqual(['next', ['bad', 'next']]);
  });
});
