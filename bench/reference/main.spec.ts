import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { ReferenceSetup } from './main.js';

const MAIN = join(__dirname, '../../dist/bench/reference/main.js');

describe('the reference route', () => {
  it('starts and ends without a warning', async () => {
    const setup: ReferenceSetup = { query: { query: 'Why?' }, answer: 'So.', apiKey: 'key' };
    const child = fork(MAIN, [JSON.stringify(setup)], { stdio: ['ignore', 'ignore', 'pipe', 'ipc'] });
    const printed = text(child.stderr!);
    expect(await once(child, 'message')).toEqual([{ url: expect.stringMatching(/^http/) }, undefined]);
    child.disconnect();
    expect(await printed).toBe('');
  });
});
