import { pathAt, searchAt } from './upstream.path.js';

const DEPLOYMENTS = { pathStyle: 'deployments', query: { 'api-version': '2024-10-21' } } as const;
const V1 = { pathStyle: 'v1', query: {} } as const;

describe('the path at an upstream', () => {
  it.each([
    [V1, { route: '/chat/completions?' }, '/chat/completions?'],
    [V1, { route: '/chat/completions?b=1&&a', model: 'm' }, '/chat/completions?b=1&&a'],
    [V1, { route: '/x?api-version=1', model: 'm' }, '/x?api-version=1'],
    [V1, { route: '/x?api-version=1&a=b', model: 'm', isAzure: true }, '/x?a=b'],
    [{ ...V1, query: { k: 'a b' } }, { route: '/x?y=1' }, '/x?y=1&k=a%20b'],
    [{ ...V1, query: { k: 'own' } }, { route: '/x?k=theirs' }, '/x?k=theirs'],
    [
      DEPLOYMENTS,
      { route: '/chat/completions', model: 'gpt 4/o' },
      '/openai/deployments/gpt%204%2Fo/chat/completions?api-version=2024-10-21',
    ],
    [
      DEPLOYMENTS,
      { route: '/chat/completions?api-version=2025-01-01', model: 'd', isAzure: true },
      '/openai/deployments/d/chat/completions?api-version=2025-01-01',
    ],
    [DEPLOYMENTS, { route: '/models' }, '/openai/models?api-version=2024-10-21'],
  ])('with %j of %j is %s', (settings, route, path) => expect(pathAt(settings, route)).toBe(path));

  it.each(['.', '..'])('leads to no other path by the model %s', (model) => {
    const route = { route: '/chat/completions', model };
    expect(() => pathAt(DEPLOYMENTS, route)).toThrow(
      expect.objectContaining({
        code: 'not_found',
        detail: 'model: no upstream here serves this model.',
        errors: [{ path: 'model', message: 'no upstream here serves this model' }],
      }) as Error,
    );
    expect(pathAt(V1, route)).toBe('/chat/completions');
  });

  it('has a query that is part of identity', () => {
    expect(searchAt({}, '?b=1&&a')).toBe('?b=1&&a');
    expect(searchAt({ v: '1' }, '')).toBe('?v=1');
    expect(searchAt({ v: '1' }, '?v=2&x')).toBe('?v=2&x');
  });
});
