import { Replay } from './replay.js';
import type { SseWriter } from './sse.writer.js';

/** What was written, a write each. */
async function written(framesPerSecond: number, frames: Iterable<string>): Promise<string[]> {
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

  it('sends frame by frame at a pace, and a frame that comes in pieces without a pause', async () => {
    const frames = ['data: a\n\n', 'data: ', '"b', 'c"', '\n\n', 'data: d\n\n'];
    const began = performance.now();
    let turns = 0;
    const timer = setInterval(() => turns++, 1);
    const seen: number[] = [];
    const noting = function* () {
      for (const frame of frames) {
        yield frame;
        seen.push(turns);
      }
    };
    expect(await written(20, noting())).toEqual(frames);
    clearInterval(timer);
    expect(performance.now() - began).toBeGreaterThan(140);
    // No timer could fire between the pieces of one frame.
    const [first, ...pieces] = seen;
    expect(pieces.slice(0, 3)).toEqual(Array(3).fill(first));
    expect(pieces.at(-1)).toBeGreaterThan(first!);
  });

  it('asks for slices of a token where they are seen one by one', () => {
    expect([new Replay(0).slicing, new Replay(30).slicing]).toEqual(['growing', 'token']);
  });

  it('makes no more than a batch ahead of a reader who has no room', async () => {
    let [made, room] = [0, () => {}];
    const frames = (function* () {
      for (; made < 1_000_000;) {
        const frame = `data: ${'x'.repeat(990)}\n\n`;
        made += frame.length;
        yield frame;
      }
    })();
    const writer = { send: () => new Promise<void>((resolve) => (room = resolve)) } as unknown as SseWriter;
    const sent = new Replay(0).send(frames, writer);
    expect(made).toBeLessThan(20_000);
    room();
    await new Promise(setImmediate);
    expect(made).toBeLessThan(40_000);
    void sent;
  });
});
