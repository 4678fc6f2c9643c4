import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { TimeoutError, withTimeout, type BusyPolicy } from './with-timeout.js';

const POLICIES: BusyPolicy[] = ['expire', 'extend'];

describe('withTimeout', () => {
  it.each(POLICIES)('ends as the work does (%s)', async (whenBusy) => {
    expect(await withTimeout(Promise.resolve(42), 1_000, { whenBusy })).toBe(42);
    const failing = withTimeout(Promise.reject(new Error('no')), 1_000, { whenBusy });
    await expect(failing).rejects.toThrow('no');
  });

  it.each(POLICIES)('gives up on slow work (%s)', async (whenBusy) => {
    const waiting = withTimeout(new Promise(() => {}), 5, { whenBusy });
    await expect(waiting).rejects.toBeInstanceOf(TimeoutError);
  });

  it('rejects with the error that the caller asks for', async () => {
    const waiting = withTimeout(new Promise(() => {}), 5, { error: () => new RangeError('late') });
    await expect(waiting).rejects.toThrow(RangeError);
  });

  it('gives up on slow work without stopping it', async () => {
    let finished = false;
    const slow = new Promise<void>((resolve) => setTimeout(resolve, 30)).then(() => (finished = true));
    await expect(withTimeout(slow, 5)).rejects.toBeInstanceOf(TimeoutError);
    await slow;
    expect(finished).toBe(true);
  });

  it('leaves the failure of work that fails too late to the work', async () => {
    const late = new Promise((_, reject) => setTimeout(() => reject(new Error('late')), 10));
    await expect(withTimeout(late, 1)).rejects.toBeInstanceOf(TimeoutError);
    await expect(late).rejects.toThrow('late');
  });

  it('takes a reply that came while this process was busy, when it is to be extended', async () => {
    const echo = spawn('cat');
    await once(echo, 'spawn');
    echo.stdin.write('?');
    const judged = withTimeout(once(echo.stdout, 'data'), 5, { whenBusy: 'extend' });
    for (const end = performance.now() + 200; performance.now() < end;);
    await expect(judged).resolves.toBeDefined();
    echo.stdin.end();
    await once(echo, 'close');
  });
});
