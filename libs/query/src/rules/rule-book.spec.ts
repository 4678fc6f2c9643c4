import { leastCpuMs, RecordingSignals } from '@app/core/testing';
import { builtInRules } from './built-in.rules.js';
import { RuleBook } from './rule-book.js';
import type { RuleFacts } from './rule.js';
import { readRules } from './rules.reader.js';

const FACTS: RuleFacts = {
  tenant: 'acme',
  route: 'query',
  text: 'How much is it?',
  model: 'gpt-5',
  tools: [],
  searches: false,
};
const MOMENT = { ...FACTS, text: 'What is the price today?' };

function bookOf(rules: object[], ttlSeconds = 300) {
  const signals = new RecordingSignals();
  const own = readRules(JSON.stringify({ rules }), 'rules.json').rules;
  return {
    signals,
    book: new RuleBook({ rules: own, builtIn: Object.values(builtInRules(ttlSeconds)) }, signals),
  };
}

describe('RuleBook', () => {
  it('lets the first of the operator’s rules decide, by name', () => {
    const { book, signals } = bookOf([
      { name: 'one', match: { words: ['price*'] }, mode: 'exact', ttl: 60, tags: ['prices'] },
      { name: 'two', match: { words: ['price'] }, mode: 'off' },
    ]);
    expect(book.decide(MOMENT)).toEqual({ rule: 'one', mode: 'exact', ttlSeconds: 60, tags: ['prices'] });
    expect(signals.counted).toEqual(['rule:one']);
  });

  it('keeps to the built-in life where the operator’s rule names none', () => {
    const { book, signals } = bookOf([{ name: 'tagged', match: { words: ['price'] }, tags: ['prices'] }]);
    expect(book.decide(MOMENT)).toMatchObject({ rule: 'tagged+volatile', ttlSeconds: 300, tags: ['prices'] });
    expect(signals.counted).toEqual(['rule:tagged', 'rule:volatile']);
  });

  it('bounds the life that a caller wants by the operator’s rule, not by a built-in one', () => {
    const { book } = bookOf([{ name: 'one', match: { words: ['much'] }, ttl: 60 }]);
    expect(book.decide(FACTS, 30).ttlSeconds).toBe(30);
    expect(book.decide(FACTS, 3_600).ttlSeconds).toBe(60);
    expect(book.decide(MOMENT, 3_600)).toEqual({});
  });

  it('looks at the question of a prompt, not at the passages around it', () => {
    const { book } = bookOf([]);
    const prompt = (question: string) => `Context: Prices change today.\n\nQuestion: ${question}\nAnswer:`;
    expect(book.decide({ ...FACTS, text: prompt('Who sets prices?') }).rule).toBeUndefined();
    expect(book.decide({ ...FACTS, text: prompt('What is the price today?') }).rule).toBe('volatile');
  });

  it('can give a longer life to questions that only sound so', () => {
    const { book } = bookOf([{ name: 'wiring', match: { words: ['current ... wire'] }, ttl: 86_400 }]);
    const text = 'How much current can a copper wire take?';
    expect(book.decide({ ...FACTS, text })).toMatchObject({ rule: 'wiring', ttlSeconds: 86_400 });
  });

  it.each<[string, object, Partial<RuleFacts>, boolean]>([
    ['words, whole', { words: ['price'] }, { text: 'Prices?' }, false],
    ['words, case and accents aside', { words: ['Résumé'] }, { text: 'my RESUME' }, true],
    ['words with a gap', { words: ['how ... cost'] }, { text: 'How much does it cost?' }, true],
    ['a pattern', { pattern: String.raw`\bSKU-\d{4}\b` }, { text: 'where is sku-1234?' }, true],
    ['a pattern that is not there', { pattern: '^stock' }, { text: 'in stock' }, false],
    ['a route', { routes: ['messages'] }, { route: 'messages' }, true],
    ['another route', { routes: ['messages'] }, { route: 'query' }, false],
    ['a model by its beginning', { models: ['gpt-4*'] }, { model: 'gpt-4.1-mini' }, true],
    ['a model, whole', { models: ['gpt-4'] }, { model: 'gpt-4.1-mini' }, false],
    ['a tool', { tools: ['get_*'] }, { tools: ['search', 'get_stock'] }, true],
    ['all that is named', { words: ['how'], models: ['gpt-5'] }, {}, true],
    ['not all that is named', { words: ['how'], models: ['other'] }, {}, false],
  ])('matches by %s', (_, match, parts, isMatch) => {
    const { book } = bookOf([{ name: 'one', match, ttl: 5 }]);
    expect(book.decide({ ...FACTS, ...parts }).rule === 'one').toBe(isMatch);
  });

  it('takes time linear in the text, whatever the pattern', () => {
    const { book } = bookOf([{ name: 'one', match: { pattern: '(a|aa|a*)*$x' }, ttl: 5 }]);
    const decide = () => book.decide({ ...FACTS, text: 'a'.repeat(1_000_000) });
    expect(leastCpuMs(500, decide)).toBeLessThan(500);
  });
});

describe('readRules', () => {
  const one = (parts: object) => ({ rules: [{ name: 'one', match: { words: ['x'] }, ttl: 5, ...parts }] });
  it.each<[unknown, string]>([
    [[], 'the file must hold a JSON object.'],
    [{ rule: [] }, 'rule is unknown; known are comment, disable, rules.'],
    [{ rules: {} }, 'rules must be a list of at most 100.'],
    [{ rules: [7] }, 'rules.0 must be an object.'],
    [{ rules: [{ match: {} }] }, 'rules.0: name must be 1 to 32 of'],
    [one({ name: 'a b' }), 'rules.0: name must be 1 to 32 of'],
    [one({ name: 'volatile' }), 'rule "volatile": name is that of a built-in rule'],
    [{ rules: [...one({}).rules, ...one({}).rules] }, 'rule "one": name is given to two rules.'],
    [one({ mode: 'never' }), 'rule "one": mode must be one of off, exact, semantic.'],
    [one({ ttl: -1 }), 'rule "one": ttl must be a whole number of seconds from 0 to 31536000.'],
    [one({ ttl: '5' }), 'rule "one": ttl must be a whole number'],
    [
      one({ tags: [''] }),
      'rule "one": tags must hold texts of 1 to 64 characters without control characters.',
    ],
    [one({ ttl: undefined }), 'rule "one" does nothing: give it mode, ttl or tags.'],
    [
      one({ match: undefined }),
      'rule "one": match must name at least one of words, pattern, routes, models, tools.',
    ],
    [one({ match: { word: ['x'] } }), 'rule "one": match: word is unknown; known are'],
    [one({ match: { words: 'x' } }), 'rule "one": match: words must be a list'],
    [one({ match: { words: ['?!'] } }), 'rule "one": match: words has "?!", which names no word'],
    [one({ match: { words: ['... x'] } }), 'rule "one": match: words has "... x"'],
    [
      one({ match: { words: ['a ... b ... c ... d'] } }),
      'rule "one": match: words has "a ... b ... c ... d"',
    ],
    [one({ match: { pattern: '(' } }), 'rule "one": match: pattern is no RE2 pattern ('],
    [one({ match: { pattern: '(?<=a)b' } }), 'rule "one": match: pattern is no RE2 pattern ('],
    [one({ match: { pattern: 'x'.repeat(501) } }), 'rule "one": match: pattern must be 1 to 500 characters.'],
    [
      one({ match: { routes: ['chat'] } }),
      'rule "one": match: routes must hold only query, chat-completions, messages, embeddings.',
    ],
    [{ disable: ['volatil'] }, 'disable must hold only volatile, web-search.'],
  ])('refuses %j', (content, message) => {
    expect(() => readRules(JSON.stringify(content), 'rules.json')).toThrow(`rules.json: ${message}`);
  });

  it('takes an empty object, and comments', () => {
    expect(readRules('{ "comment": "none yet" }', 'x')).toEqual({ rules: [], disable: new Set() });
  });
});
