import { PassThrough } from 'node:stream';
import { outputOf } from './service.process.js';

describe('outputOf', () => {
  it('keeps the last 100,000 characters of what a child prints on either side', () => {
    const [stdout, stderr] = [new PassThrough(), new PassThrough()];
    const output = outputOf({ stdout, stderr });
    stdout.emit('data', Buffer.from('first\n'));
    expect(output()).toBe('first\n');
    for (let line = 0; line < 200; line++) stderr.emit('data', Buffer.from('x'.repeat(999) + '\n'));
    stdout.emit('data', Buffer.from('last\n'));
    expect(output()).toHaveLength(100_000);
    expect(output()).toMatch(/x\nlast\n$/);
  });
});
