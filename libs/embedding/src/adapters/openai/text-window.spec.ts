import { withinWindow } from './text-window.js';

describe('withinWindow', () => {
  it.each([
    ['a question', 'How do I export a report?', false],
    ['what just fits', 'x'.repeat(8_192), false],
    ['a letter too many', 'x'.repeat(8_193), true],
    ['an empty text', '', false],
    ['a script with three bytes for a letter', '漢'.repeat(2_731), true],
  ])('judges %s', (_, text, truncated) => {
    const window = withinWindow(text);
    expect(window.truncated).toBe(truncated);
    expect(Buffer.byteLength(window.input)).toBeLessThanOrEqual(8_192);
    expect(text.startsWith(window.input)).toBe(true);
    if (!truncated) expect(window.input).toBe(text);
  });

  it('never cuts a character in two', () => {
    expect(withinWindow(`x${'🦖'.repeat(3_000)}`).input.isWellFormed()).toBe(true);
  });
});
