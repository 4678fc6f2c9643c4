import type { Embedder } from '../../src/embedder.port.js';

/** The contract of `Embedder`, as a suite. @param open returns a new embedder. */
export function describeEmbedder(name: string, open: () => Promise<Embedder>): void {
  describe(`${name} embedder`, () => {
    let embedder: Embedder;
    beforeAll(async () => {
      embedder = await open();
      await embedder.warmUp();
    });
    afterAll(() => embedder.close());

    it('gives vectors of its dimension and of unit length', async () => {
      const { vector } = await embedder.embed('How do I enable dark mode?');
      expect(vector).toHaveLength(embedder.space.dimension);
      expect(Math.hypot(...vector)).toBeCloseTo(1, 5);
    });

    it('gives a text the same vector whatever was embedded in between or at once', async () => {
      const alone = await embedder.embed('Where is the print room?');
      const [again] = await Promise.all([
        embedder.embed('Where is the print room?'),
        embedder.embed('Something else entirely, and a good deal longer than the other text.'),
      ]);
      expect(again.vector).toEqual(alone.vector);
    });

    it('puts texts that share their meaning nearer than others', async () => {
      const [one, near, far] = await Promise.all(
        ['How do I reset my password?', 'How can I reset my password?', 'What is the weather in Paris?'].map(
          (text) => embedder.embed(text),
        ),
      );
      expect(cosine(one!.vector, near!.vector)).toBeGreaterThan(cosine(one!.vector, far!.vector));
    });

    it('reports neither truncation nor unknown pieces for an ordinary question', async () => {
      const { truncated, unknownPieces } = await embedder.embed('Which port does it listen on?');
      expect({ truncated, unknownPieces }).toEqual({ truncated: false, unknownPieces: false });
    });

    it('reports a text that is longer than its window', async () => {
      expect((await embedder.embed('word '.repeat(5_000))).truncated).toBe(true);
    });

    it('gives no vector to a caller who has left', async () => {
      await expect(embedder.embed('too late', AbortSignal.abort())).rejects.toMatchObject({
        fault: 'aborted',
      });
    });

    it('refuses texts and pings after it was closed, and may be closed twice', async () => {
      const closed = await open();
      await closed.close();
      await closed.close();
      await expect(closed.embed('anything')).rejects.toMatchObject({ fault: 'closed' });
      await expect(closed.ping()).rejects.toMatchObject({ fault: 'closed' });
    });
  });
}

function cosine(one: Float32Array, other: Float32Array): number {
  return one.reduce((sum, value, index) => sum + value * other[index]!, 0);
}
