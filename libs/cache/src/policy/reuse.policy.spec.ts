import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { leastCpuMs } from '@app/core/testing';
import { ReusePolicy } from './reuse.policy.js';
import { HOSTILE_TEXTS } from '../../testing/hostile-texts.js';
import { GUARD_NAMES } from './verdict.js';
import { GUARDS } from './guards/guards.js';

const policy = ReusePolicy.create({ languages: ['en'] });
const vector = new Float32Array([1]);
const judge = (asked: string, stored: string, similarity = 1, threshold = 0.95) =>
  policy.judgeNow({ asked, stored, similarity, threshold });

describe('ReusePolicy', () => {
  it('serves the same question in other words', () => {
    expect(judge('How do I reset my password?', 'how can I reset my password')).toEqual({ pass: true });
  });

  it('tells which guard rejected a look-alike', () => {
    const verdict = judge('How do I enable dark mode?', 'How do I disable dark mode?');
    expect(verdict).toEqual({ pass: false, reason: 'guard-polarity' });
  });

  it('rejects what is less similar than the threshold, and what is no number', () => {
    const rejected = { pass: false, reason: 'similarity' };
    expect(judge('a cat', 'a cat', 0.94)).toEqual(rejected);
    expect(judge('a cat', 'a cat', Number.NaN)).toEqual(rejected);
    expect(judge('a cat', 'a cat', 0.95)).toEqual({ pass: true });
  });

  it('declines questions in a language that the embedder does not know', () => {
    const german = 'Wie beantrage ich einen neuen Ausweis für die Firma?';
    expect(policy.eligible(german)).toEqual({ pass: false, reason: 'language' });
    expect(policy.eligible('How do I get a badge?')).toEqual({ pass: true });
    expect(ReusePolicy.create({ languages: 'any' }).eligible(german)).toEqual({ pass: true });
  });

  it('declines what is in none of the languages of an embedder that knows several, and what may be in any', () => {
    const several = ReusePolicy.create({ languages: ['en', 'de'] });
    expect(several.eligible('Wie beantrage ich einen neuen Ausweis für die Firma?')).toEqual({ pass: true });
    expect(several.eligible('How do I get a badge?')).toEqual({ pass: true });
    expect(several.eligible('Jak dostac nowy identyfikator?')).toEqual({ pass: false, reason: 'language' });
    expect(several.eligible('Ausweis')).toEqual({ pass: false, reason: 'language' });
  });

  it('declines vectors that do not hold the whole text', () => {
    const embedding = { vector, truncated: false, unknownPieces: false };
    expect(policy.eligibleEmbedding(embedding)).toEqual({ pass: true });
    expect(policy.eligibleEmbedding({ ...embedding, truncated: true })).toEqual({
      pass: false,
      reason: 'too-long',
    });
    expect(policy.eligibleEmbedding({ ...embedding, unknownPieces: true })).toEqual({
      pass: false,
      reason: 'unknown-words',
    });
  });

  it('has one guard for each name of the closed list', () => {
    expect(GUARDS.map(({ name }) => name).sort()).toEqual([...GUARD_NAMES].sort());
  });

  const words = fc.constantFrom(
    ...[
      'what',
      'is',
      'not',
      'the',
      'Anna',
      'Bob',
      'cat',
      'dog',
      'from',
      'to',
      'Rome',
      'Milan',
      'by',
      'was',
      'hired',
    ],
    ...[
      '5',
      'kg',
      '10k',
      '"x y"',
      '==',
      'may',
      'May',
      'US',
      'us',
      'enable',
      'disable',
      'teh',
      'and',
      'or',
      'only',
    ],
    ...[
      'he',
      'she',
      'my',
      'your',
      'why',
      'how',
      'many',
      'Monday',
      '7 pm',
      'C++',
      'INC-12',
      'compare',
      ',',
      '?',
    ],
  );
  const texts = fc.oneof(
    fc.array(words, { minLength: 1, maxLength: 10 }).map((list) => list.join(' ')),
    fc.string(),
  );

  it('gives the same verdict whichever text was asked first, and again', () => {
    fc.assert(
      fc.property(texts, texts, (one, other) => {
        const fresh = ReusePolicy.create({ languages: ['en'] });
        const verdict = judge(one, other);
        expect(judge(other, one)).toEqual(verdict);
        expect(fresh.judge({ asked: one, stored: other, similarity: 1, threshold: 0.95 })).toEqual(verdict);
      }),
      { numRuns: 300 },
    );
  });

  it('finds no difference between a text and itself', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const verdict = judge(text, text);
        expect(verdict.pass || verdict.reason === 'guard-language').toBe(true);
      }),
    );
  });

  it.each(HOSTILE_TEXTS)('takes little time over 10,000 characters of %s', (_, text) => {
    const decide = () => {
      policy.eligible(text);
      judge(text, `${text.slice(0, -1)}?`);
    };
    expect(leastCpuMs(1_000, decide)).toBeLessThan(1_000);
  });
});

describe('word files of an operator', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'words-'))));
  afterEach(() => rmSync(folder, { recursive: true }));
  const create = () => ReusePolicy.create({ languages: ['en'], dataFolder: folder });
  const write = (name: string, content: unknown) =>
    writeFileSync(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content));

  it('add to the built-in words', () => {
    write('opposites.json', { opposites: { frobnicate: ['blorb'] } });
    write('contrasts.json', { groups: { teams: ['kestrel', 'osprey'] } });
    const own = create();
    const reason = (asked: string, stored: string) =>
      own.judge({ asked, stored, similarity: 1, threshold: 0.9 });
    expect(reason('how to frobnicate it', 'how to blorb it')).toEqual({
      pass: false,
      reason: 'guard-polarity',
    });
    expect(reason('the kestrel team', 'the osprey team')).toEqual({ pass: false, reason: 'guard-contrast' });
    expect(reason('enable it', 'disable it')).toEqual({ pass: false, reason: 'guard-polarity' });
    expect(judge('the kestrel team', 'the osprey team')).toEqual({ pass: false, reason: 'guard-exchange' });
  });

  it.each([
    ['opposites.json', '{', /opposites\.json is not JSON/],
    ['opposites.json', [], /opposites\.json must hold a JSON object/],
    ['opposites.json', { pairs: {} }, /opposites\.json has no field "pairs"/],
    ['opposites.json', { opposites: { on: 'off' } }, /opposites\.json "opposites\.on" must be a list/],
    ['stop-words.json', { words: ['the', ''] }, /stop-words\.json "words" must be a list/],
    ['stop-words.json', { words: { a: ['b'] } }, /stop-words\.json "words" must be a list/],
    ['units.json', { measures: { minute: ['min'] } }, /units\.json "measures\.minute" must be a factor/],
    ['words.json', {}, /words\.json is not a word file/],
  ])('stop the boot when %s holds %j', (name, content, message) => {
    write(name, content);
    expect(create).toThrow(message);
  });

  it('stop the boot when the folder is absent', () => {
    expect(() => ReusePolicy.create({ languages: ['en'], dataFolder: join(folder, 'none') })).toThrow(
      /does not exist/,
    );
  });
});
