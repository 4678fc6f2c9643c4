import { Replay } from './replay.js';
import type { SseWriter } from './sse.writer.js';

/** What was written, a write each. */
async function written(framesPerSecond: number, frames: readonly string[]): Promise<string[]> {
  const pieces: string[] = [];
  const writer = { send: async (text: string) => void pieces.push(text) } as unknown as SseWriter;
  await new Replay(framesPerSecond).send(frames, writer);
  return pieces;
}

describe('Replay', () => {
  it('sends a short answer in one write, when there is no pace', async () => {
    expect(await written(0, ['a', 'b', 'c'])).toEqual(['abc']);
    expect(await written(0, [])).toEqual([]);
  });

  it('sends a long answer in writes of a bounded size, each of whole frames', async () => {
    const frames = Array.from({ length: 50 }, (_, at) => `${at}:`.padEnd(1_000, '.'));
    const writes = await written(0, [...frames, 'x'.repeat(100_000), 'end']);
    expect(writes.join('')).toBe([...frames, 'x'.repeat(100_000), 'end'].join(''));
    expect(writes.map(({ length }) => length)).toEqual([16_000, 16_000, 16_000, 2_000, 100_000, 3]);
  });

  it('sends frame by frame at a pace', async () => {
    expect(await written(1_000, ['a', 'b', 'c'])).toEqual(['a', 'b', 'c']);
  });
});
