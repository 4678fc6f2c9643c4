import { anEntry } from '../testing/entries.js';
import type { CacheKey, EntryId, Scope } from './identity.js';
import { EMBEDDING_VERSION, ENTRY_VERSION, type Entry } from './entry.js';
import { EntrySeal } from './entry.seal.js';
import { entryIn, textOf } from './entry.text.js';

/** The text of an entry as releases wrote it before entries had payloads. */
const BEFORE =
  '{"version":2,"id":"01KC6M5XW00000000000000000","key":"k","scope":"s","tenant":"acme","namespace":"docs","model":"gpt-test",' +
  '"question":"Who?","answer":{"text":"Ada.","finishReason":"stop","provider":"openai","model":"gpt-test",' +
  '"usage":{"prompt":10,"completion":5,"total":15},"raw":{"id":"chatcmpl-1"}},"createdAt":1,"expiresAt":3,"keepUntil":4,' +
  '"sources":[{"id":"handbook","version":"7"}],"sourcesBorn":5,"tags":["faq"],"writer":"key-1","epochs":{"tenant":6,"namespace":7},"birth":8,"order":9}';

const ENTRY = anEntry({
  ...{ id: '01KC6M5XW00000000000000000' as EntryId, key: 'k' as CacheKey, scope: 's' as Scope },
  ...{ namespace: 'docs', question: 'Who?', createdAt: 1, expiresAt: 3, keepUntil: 4 },
  payload: {
    kind: 'answer',
    answer: {
      ...{ text: 'Ada.', finishReason: 'stop', provider: 'openai', model: 'gpt-test' },
      ...{ usage: { prompt: 10, completion: 5, total: 15 }, raw: { id: 'chatcmpl-1' } },
    },
  },
  ...{ sources: [{ id: 'handbook', version: '7' }], sourcesBorn: 5, tags: ['faq'], writer: 'key-1' },
  ...{ epochs: { tenant: 6, namespace: 7 }, birth: 8, order: 9 },
});

describe('the text of an entry', () => {
  it('has the same bytes for an answer as before entries had payloads', () => {
    expect(textOf(ENTRY)).toBe(BEFORE);
  });

  it('is read from earlier releases, also with its members in another order', () => {
    const turned = Object.fromEntries(Object.entries(JSON.parse(BEFORE) as object).reverse());
    expect(entryIn(BEFORE)).toEqual(ENTRY);
    expect(entryIn(JSON.stringify(turned))).toEqual(ENTRY);
  });

  it('holds an embedding in a member of its own, with a version of its own', () => {
    const payload = {
      kind: 'embedding',
      embedding: { provider: 'openai', model: 'm-1', tokens: 3, vector: 'AACAPw==' },
    } as const;
    const entry = { ...ENTRY, question: null, version: EMBEDDING_VERSION, payload } as const;
    const text = textOf(entry);
    expect(JSON.parse(text)).toMatchObject({ version: 3, question: null, embedding: payload.embedding });
    expect(text).not.toContain('"answer"');
    expect(entryIn(text)).toEqual(entry);
    const seal = new EntrySeal();
    expect(seal.unseal(seal.seal(entry))).toEqual({ ok: true, entry });
  });

  it.each([
    { version: EMBEDDING_VERSION },
    { version: ENTRY_VERSION, payload: { kind: 'embedding', embedding: {} } } as unknown as Partial<Entry>,
  ])('is not read when the version is not the one of its kind: %j', (parts) => {
    const seal = new EntrySeal();
    const body = seal.seal({ ...ENTRY, ...parts } as Entry);
    expect(seal.unseal(body)).toEqual({ ok: false, reason: 'schema' });
  });

  it.each(['', 'null', '7', '"text"', '[]', '{}', '{"version":2,"vector":"AAAA"}'])(
    'gives no entry for %j, which has no answer',
    (text) => {
      expect(entryIn(text)).toBeUndefined();
    },
  );
});
