import { HashingEmbedder } from '../../testing/hashing.embedder.js';
import { SharingEmbedder } from './sharing.embedder.js';

describe('SharingEmbedder', () => {
  let inner: HashingEmbedder;
  let embedder: SharingEmbedder;
  beforeEach(() => {
    embedder = new SharingEmbedder((inner = Object.assign(new HashingEmbedder(), { delayMs: 10 })));
  });

  it('computes equal texts in progress once, and others on their own', async () => {
    const [one, two, other] = await Promise.all(
      ['same', 'same', 'other'].map((text) => embedder.embed(text)),
    );
    expect(one).toBe(two);
    expect(other).not.toBe(one);
    expect(inner.calls).toBe(2);
  });

  it('lets no tenant wait for what another began', async () => {
    const tenants = ['acme', 'rival', 'acme'];
    await Promise.all(tenants.map((tenant) => embedder.embed('same', undefined, tenant)));
    expect(inner.calls).toBe(2);
  });

  it('computes a text anew when the last computation is over', async () => {
    await embedder.embed('same');
    await embedder.embed('same');
    expect(inner.calls).toBe(2);
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

  it('calls the computation off when all have left, and starts a new one for who comes then', async () => {
    const leaving = new AbortController();
    const signals: AbortSignal[] = [];
    const embed = jest.spyOn(inner, 'embed').mockImplementation((text, signal) => {
      signals.push(signal!);
      return HashingEmbedder.prototype.embed.call(inner, text, signal);
    });
    const left = ['shared', 'shared'].map((text) => embedder.embed(text, leaving.signal));
    leaving.abort();
    const came = embedder.embed('shared');
    const outcomes = await Promise.allSettled([...left, came]);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'fulfilled']);
    expect(signals.map(({ aborted }) => aborted)).toEqual([true, false]);
    expect(embed).toHaveBeenCalledTimes(2);
  });

  it('lets callers join a new computation after an old one was called off', async () => {
    const leaving = new AbortController();
    const left = embedder.embed('shared', leaving.signal);
    leaving.abort();
    const first = embedder.embed('shared');
    await expect(left).rejects.toMatchObject({ fault: 'aborted' });
    await new Promise((resolve) => setImmediate(resolve));
    expect(await embedder.embed('shared')).toBe(await first);
  });

  it('computes nothing for a caller who had left already', async () => {
    await expect(embedder.embed('gone', AbortSignal.abort())).rejects.toMatchObject({ fault: 'aborted' });
    expect(inner.calls).toBe(0);
  });

  it('fails all who wait with the same error', async () => {
    inner.failing = true;
    const outcomes = await Promise.allSettled([embedder.embed('same'), embedder.embed('same')]);
    expect(outcomes).toEqual([
      { status: 'rejected', reason: expect.objectContaining({ fault: 'failed' }) as unknown },
      { status: 'rejected', reason: expect.objectContaining({ fault: 'failed' }) as unknown },
    ]);
    expect(inner.calls).toBe(1);
  });
});
