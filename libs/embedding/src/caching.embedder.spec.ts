import { HashingEmbedder } from '../testing/hashing.embedder.js';
import { CachingEmbedder } from './caching.embedder.js';

describe('CachingEmbedder', () => {
  const inner = new HashingEmbedder();
  const embedder = new CachingEmbedder(inner);
  beforeEach(() => Object.assign(inner, { calls: 0, failing: false, delayMs: 5 }));

  it('computes equal texts in progress once, and recent ones not at all', async () => {
    const [one, two] = await Promise.all([embedder.embed('same'), embedder.embed('same')]);
    expect(one).toBe(two);
    expect(await embedder.embed('same')).toBe(one);
    expect(inner.calls).toBe(1);
  });

  it('lets one caller leave without failing the other', async () => {
    const leaving = new AbortController();
    const left = embedder.embed('shared', leaving.signal);
    const stays = embedder.embed('shared');
    leaving.abort();
    await expect(left).rejects.toMatchObject({ fault: 'aborted' });
    expect((await stays).vector).toBeDefined();
    expect(inner.calls).toBe(1);
  });

  it('does not remember a failure', async () => {
    inner.failing = true;
    await expect(embedder.embed('flaky')).rejects.toMatchObject({ fault: 'failed' });
    inner.failing = false;
    expect((await embedder.embed('flaky')).vector).toBeDefined();
  });
});
