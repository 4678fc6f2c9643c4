import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ReusePolicy } from '@app/cache';
import { Embedder, type Embedding } from '@app/embedding';
import { Decision } from './decision.js';
import { KeptEmbeddings } from './kept-embeddings.js';
import { measurePairs } from './pairs.measure.js';
import { measureStream } from './stream.measure.js';

/** All texts about one thing point one way: the last letter of a text is its thing. */
class LastLetterEmbedder extends Embedder {
  readonly space = { model: 'last-letter', dimension: 4, version: '1', languages: ['en'] };
  made = 0;
  async embed(text: string): Promise<Embedding> {
    this.made++;
    const vector = new Float32Array(4);
    vector[text.charCodeAt(text.length - 1) % 4] = 1;
    return { vector, truncated: text.includes('long'), unknownPieces: false };
  }
  async warmUp(): Promise<void> {}
  async ping(): Promise<void> {}
  async close(): Promise<void> {}
}

describe('measuring the reuse policy', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'eval-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  async function decisionOn(
    texts: readonly string[],
    embedder = new LastLetterEmbedder(),
  ): Promise<Decision> {
    const embeddings = new KeptEmbeddings(embedder, folder);
    await embeddings.make(texts, () => undefined);
    return new Decision(ReusePolicy.create({ languages: ['en'] }), embeddings, 0.95);
  }

  it('tells similarity, guards and canonical key apart', async () => {
    const pairs = [
      { a: 'enable the lamp', b: 'disable the lamp', same: false, group: 'opposites' },
      { a: 'show the lamp', b: 'show me the lamp', same: true, group: 'paraphrase' },
      { a: 'Where is the lamp?', b: 'where is the lamp', same: true, group: 'case' },
      { a: 'where is the long lamp', b: 'where is a long lamp', same: true, group: 'long' },
    ];
    const decision = await decisionOn(pairs.flatMap(({ a, b }) => [a, b]));
    let ticks = 0;
    const { total, groups } = measurePairs({ name: 'own', rows: pairs }, decision, () => ticks++);
    expect(ticks).toBe(4);
    expect(groups.map(({ group }) => group)).toEqual(['case', 'long', 'opposites', 'paraphrase']);
    expect(total).toMatchObject({ same: 3, different: 1, keyWrong: 0 });
    expect(total.sameServed).toEqual({ similarity: 2, guards: 1, key: 2 });
    expect(total.differentServed).toEqual({ similarity: 1, guards: 0, key: 0 });
  });

  it('replays a stream: exact, canonical, semantic, and a miss is remembered', async () => {
    const stream = [
      { query: 'enable the lamp', group: 'on' },
      { query: 'enable the lamp', group: 'on' },
      { query: 'disable the lamp', group: 'off' },
      { query: 'Please enable the lamp.', group: 'on' },
      { query: 'enable this lamp', group: 'on' },
    ];
    const decision = await decisionOn(stream.map(({ query }) => query));
    const { best, requests, rules } = measureStream({ name: 'own', rows: stream }, decision, () => undefined);
    expect({ best, requests }).toEqual({ best: 3, requests: 5 });
    expect(rules.similarity.hits).toEqual({ exact: 1, canonical: 0, semantic: 2 });
    expect(rules.similarity.wrong).toEqual({ exact: 0, canonical: 0, semantic: 1 });
    expect(rules.key.hits).toEqual({ exact: 1, canonical: 1, semantic: 1 });
    expect(rules.key.wrong).toEqual({ exact: 0, canonical: 0, semantic: 0 });
  });

  it('keeps embeddings from one run to the next', async () => {
    await decisionOn(['a lamp', 'a long lamp']);
    const embedder = new LastLetterEmbedder();
    const decision = await decisionOn(['a lamp', 'a long lamp', 'b'], embedder);
    expect(embedder.made).toBe(1);
    expect(decision.similarity('a lamp', 'a long lamp')).toBe(1);
    expect(decision.isEligible('a lamp')).toBe(true);
    expect(decision.isEligible('a long lamp')).toBe(false);
  });
});
