import { HashingEmbedder } from '../../testing/hashing.embedder.js';
import { CachingEmbedder } from './caching.embedder.js';

describe('CachingEmbedder', () => {
  let inner: HashingEmbedder;
  let embedder: CachingEmbedder;
  beforeEach(() => (embedder = new CachingEmbedder((inner = new HashingEmbedder()))));

  it('computes a recent text once', async () => {
    const one = await embedder.embed('same');
    expect(await embedder.embed('same')).toBe(one);
    expect(inner.calls).toBe(1);
  });

  it('computes a text once for each tenant, so that time does not tell one what another asked', async () => {
    await embedder.embed('same', undefined, 'acme');
    await embedder.embed('same', undefined, 'rival');
    expect(inner.calls).toBe(2);
    await embedder.embed('same', undefined, 'acme');
    expect(inner.calls).toBe(2);
  });

  it('does not remember a failure', async () => {
    inner.failing = true;
    await expect(embedder.embed('flaky')).rejects.toMatchObject({ fault: 'failed' });
    inner.failing = false;
    expect((await embedder.embed('flaky')).vector).toBeDefined();
  });

  it('remembers a thousand texts, and fewer long ones', async () => {
    const long = 'x'.repeat(900_000);
    for (const text of ['first', `${long}1`, `${long}2`, 'first', `${long}1`]) await embedder.embed(text);
    expect(inner.calls).toBe(3);
    for (let n = 0; n < 1_001; n++) await embedder.embed(`text ${n}`);
    inner.calls = 0;
    await embedder.embed('text 1000');
    await embedder.embed('text 0');
    expect(inner.calls).toBe(1);
  });

  it('takes an empty text', async () => {
    expect((await embedder.embed('')).vector).toHaveLength(inner.space.dimension);
  });

  it('forgets its texts when it is closed', async () => {
    await embedder.embed('known');
    await embedder.close();
    await expect(embedder.embed('known')).rejects.toMatchObject({ fault: 'closed' });
  });
});
