import { HashingEmbedder } from '../../testing/hashing.embedder.js';
import { DeadlineEmbedder } from './deadline.embedder.js';

describe('DeadlineEmbedder', () => {
  const slow = () => Object.assign(new HashingEmbedder(), { delayMs: 1_000 });

  it('calls a late text off', async () => {
    await expect(new DeadlineEmbedder(slow(), 5).embed('late')).rejects.toMatchObject({ fault: 'timeout' });
  });

  it('tells a caller who left from a late text', async () => {
    const leaving = new AbortController();
    const left = new DeadlineEmbedder(slow(), 500).embed('left', leaving.signal);
    leaving.abort();
    await expect(left).rejects.toMatchObject({ fault: 'aborted' });
  });

  it('passes a failure on as it is', async () => {
    const failing = Object.assign(new HashingEmbedder(), { failing: true });
    await expect(new DeadlineEmbedder(failing, 500).embed('text')).rejects.toMatchObject({ fault: 'failed' });
  });
});
