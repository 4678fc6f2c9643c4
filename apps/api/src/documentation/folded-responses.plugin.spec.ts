import { runInNewContext } from 'node:vm';
import { FOLDED_RESPONSES } from './folded-responses.plugin.js';

interface Element {
  readonly type: unknown;
  readonly props: object;
  readonly children: readonly unknown[];
}

const createElement = (type: unknown, props: object, ...children: unknown[]): Element => ({
  ...{ type, props, children },
});
const REACT = { React: { createElement } };
const ORIGINAL = 'the component of Swagger UI';

type Component = (props: object) => Element;

/** As the browser has it: from its text alone. */
const rendered = (name: keyof typeof FOLDED_RESPONSES.wrapComponents, props: object) => {
  const text = FOLDED_RESPONSES.wrapComponents[name].toString();
  const wrap = runInNewContext(`(${text})`) as (original: string, system: object) => Component;
  return wrap(ORIGINAL, REACT)(props);
};
const responseOf = (code: string | number, description?: string) => ({
  ...{ code, response: new Map([['description', description]]) },
});

describe('the plugin that folds responses', () => {
  it.each(['200', 204])('leaves what succeeds as it is: %s', (code) => {
    const props = responseOf(code, 'The answer.');
    expect(rendered('response', props)).toEqual(createElement(ORIGINAL, props));
  });

  it.each(['400', '4XX', 'default', 503])(
    'folds %s under its description, and loses nothing of it',
    (code) => {
      const props = responseOf(code, '`internal`: Something went wrong here.');
      const row = rendered('response', props);
      const text = JSON.stringify(row);
      expect(row.type).toBe('tr');
      expect(text).toContain(
        '"type":"summary","props":{},"children":["internal: Something went wrong here."]',
      );
      expect(text).toContain(JSON.stringify(createElement(ORIGINAL, props)));
    },
  );

  it('folds a response that says nothing of itself', () => {
    expect(rendered('response', responseOf('500')).type).toBe('tr');
  });

  it('folds the headers of a response', () => {
    expect(rendered('headers', { headers: {} })).toMatchObject({ type: 'details' });
  });
});
