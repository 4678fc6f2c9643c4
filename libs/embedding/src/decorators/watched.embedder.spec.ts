import { RecordingSignals } from '@app/core/testing';
import { HashingEmbedder } from '../../testing/hashing.embedder.js';
import { WatchedEmbedder } from './watched.embedder.js';

describe('WatchedEmbedder', () => {
  let inner: HashingEmbedder;
  let signals: RecordingSignals;
  let embedder: WatchedEmbedder;

  beforeEach(() => {
    [inner, signals] = [new HashingEmbedder(), new RecordingSignals()];
    embedder = new WatchedEmbedder(inner, signals);
  });

  it('is down after a failed call and says so once', async () => {
    inner.failing = true;
    await expect(embedder.embed('one')).rejects.toMatchObject({ fault: 'failed' });
    await expect(embedder.embed('two')).rejects.toMatchObject({ fault: 'failed' });
    await expect(embedder.ping()).rejects.toMatchObject({ fault: 'failed' });
    expect(signals.states).toEqual(['embedder:down']);
  });

  it('is up again with the next call that succeeds', async () => {
    inner.failing = true;
    await embedder.embed('one').catch(() => undefined);
    inner.failing = false;
    await embedder.embed('two');
    await embedder.ping();
    expect(signals.states).toEqual(['embedder:down', 'embedder:up']);
  });

  it('takes a caller who left for no sign of anything', async () => {
    await expect(embedder.embed('one', AbortSignal.abort())).rejects.toMatchObject({ fault: 'aborted' });
    await embedder.ping();
    expect(signals.states).toEqual([]);
  });
});
