import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { inTime, TooLate } from './in-time.js';

describe('inTime', () => {
  it('ends as the work does', async () => {
    expect(await inTime(Promise.resolve(42), 1_000)).toBe(42);
    await expect(inTime(Promise.reject(new Error('no')), 1_000)).rejects.toThrow('no');
  });

  it('gives up on slow work', async () => {
    await expect(inTime(new Promise(() => {}), 5)).rejects.toBeInstanceOf(TooLate);
  });

  it('takes what came while this process was busy', async () => {
    const echo = spawn('cat');
    await once(echo, 'spawn');
    echo.stdin.write('?');
    const judged = inTime(once(echo.stdout, 'data'), 5);
    for (const end = performance.now() + 200; performance.now() < end;);
    await expect(judged).resolves.toBeDefined();
    echo.stdin.end();
    await once(echo, 'close');
  });
});
