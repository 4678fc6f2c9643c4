import * as fc from 'fast-check';
import { modelIn, setModel, withModel } from './model.splice.js';

const set = (text: string, model = 'new') => setModel(Buffer.from(text), model).toString();
const read = (text: string) => modelIn(Buffer.from(text));

describe('the model of a body', () => {
  it.each([
    ['{"model":"groq/m","n":1.0}', '{"model":"new","n":1.0}'],
    ['{ "é" : "ü", "model" : "groq/m" }', '{ "é" : "ü", "model" : "new" }'],
    ['{"a":{"model":"x"},"mod\\u0065l":"y"}', '{"a":{"model":"x"},"mod\\u0065l":"new"}'],
    ['{"model":"a","model":"b"}', '{"model":"new","model":"new"}'],
    ['{"a":1}', '{"a":1,"model":"new"}'],
    ['{}', '{"model":"new"}'],
    ['[]', '[]'],
  ])('is set in %s', (before, after) => expect(set(before)).toBe(after));

  it.each([
    ['{"messages":[{"model":"x"}],"model":"m"}', { model: 'm' }],
    ['{"model":"a","model":"\\u00e9"}', { model: 'é' }],
    ['{"model":"ü"}', { model: 'ü' }],
    ['{"model":7}', { reason: 'none' }],
    ['{}', { reason: 'none' }],
    ['nothing', { reason: 'none' }],
  ])('is read from %s', (text, model) => expect(read(text)).toEqual(model));

  it('is found before a part that is too wide to be read, and not behind it', () => {
    const wide = `"input":[${'"x",'.repeat(200_000)}"x"]`;
    expect(read(`{"model":"groq/m",${wide}}`)).toEqual({ model: 'groq/m' });
    expect(read(`{${wide},"model":"groq/m"}`)).toEqual({ reason: 'unread' });
    expect(set(`{"model":"groq/m",${wide}}`)).toBe(`{"model":"new",${wide}}`);
    expect(() => set(`{${wide},"model":"groq/m"}`)).toThrow(
      expect.objectContaining({
        code: 'validation_failed',
        errors: [{ path: 'model', message: 'must come first in a body as large as this one' }],
      }) as Error,
    );
    expect(withModel(Buffer.from(`{${wide}}`), 'new')).toBeUndefined();
  });

  it('is read and set behind any number of escaped quotation marks', () => {
    const code = `"messages":[{"content":"${'\\"'.repeat(200_000)}"}]`;
    expect(read(`{${code},"model":"groq/m"}`)).toEqual({ model: 'groq/m' });
    expect(set(`{${code},"model":"groq/m"}`)).toBe(`{${code},"model":"new"}`);
  });

  it('is set in any JSON object so that only the model changes', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.string(), (body, model) => {
        const changed = JSON.parse(set(JSON.stringify(body), model)) as object;
        expect(changed).toEqual(JSON.parse(JSON.stringify({ ...body, model })));
      }),
    );
  });
});
