import type { ProviderName } from '@app/core';
import { byProvider } from '../adapters/provider.table.js';
import type { WireUpstream } from '../wire/wire-upstream.port.js';
import { ModelRoutes, type ReachableRow } from './model.routes.js';

const wire = {} as WireUpstream;

function row(name: string, parts: Partial<ReachableRow> = {}): ReachableRow {
  return {
    ...{ name, kind: 'openai', wire, baseUrl: 'https://x', auth: 'bearer', pathStyle: 'v1', query: {} },
    ...{ headers: {}, models: [], fallback: [], variables: { apiKey: '', baseUrl: '' } },
    ...parts,
  };
}

function routesOf(rows: ReachableRow[], configured: ProviderName[] = ['openai', 'anthropic']): ModelRoutes {
  const shorthand = byProvider(({ name }) => ({
    ...{ name, kind: name, query: {}, wire },
    isConfigured: configured.includes(name),
  }));
  return new ModelRoutes(shorthand, rows);
}

describe('ModelRoutes', () => {
  const ROWS = [
    row('groq', { models: ['llama-3', 'llama-*', 'vendor/exact'] }),
    row('vendor', { models: ['*-instruct'] }),
    row('long', { models: ['llama-4-*'] }),
    row('acme-only', { models: ['llama-4-scout', 'gpt-*'], tenants: new Set(['acme']) }),
    row('claude', { kind: 'anthropic', models: ['llama-3', 'claude-*'] }),
  ];
  const routes = routesOf(ROWS);
  const at = (model: string, tenant = 'rival', kind: ProviderName = 'openai') => {
    const { upstream, model: name } = routes.route(kind, model, tenant);
    return [upstream.name, name];
  };

  it.each([
    ['a name that a row claims', 'llama-3', ['groq', 'llama-3']],
    ['a name before a prefix', 'vendor/exact', ['groq', 'vendor/exact']],
    ['a prefix, which is cut', 'vendor/m', ['vendor', 'm']],
    ['a prefix once', 'vendor/vendor/m', ['vendor', 'vendor/m']],
    ['a prefix before a pattern', 'vendor/x-instruct', ['vendor', 'x-instruct']],
    ['a pattern', 'llama-2', ['groq', 'llama-2']],
    ['the longer pattern', 'llama-4-scout', ['long', 'llama-4-scout']],
    ['the longer pattern', 'llama-x-instruct', ['vendor', 'llama-x-instruct']],
    ['what no row claims', 'gpt-4o', ['openai', 'gpt-4o']],
    ['a slash after a word that is no row', 'meta/llama', ['openai', 'meta/llama']],
    ['a slash after the name of the shorthand', 'openai/gpt', ['openai', 'openai/gpt']],
    ['a bare prefix', 'vendor/', ['openai', 'vendor/']],
    ['nothing', '', ['openai', '']],
  ])('knows %s: %s', (_, model, route) => expect(at(model)).toEqual(route));

  it.each([
    ['vendor/m', 'm'],
    ['vendor/exact', 'exact'],
    ['groq/m', 'groq/m'],
    ['llama-3', 'llama-3'],
  ])('knows the name of %s at an upstream that was chosen before', (model, name) => {
    const vendor = ROWS[1]!;
    expect(routes.at(vendor, model, 'rival')).toEqual({ upstream: vendor, model: name });
  });

  it('opens a row to its tenants, and has none for the others', () => {
    expect(at('llama-4-scout', 'acme')).toEqual(['acme-only', 'llama-4-scout']);
    expect(at('gpt-4o', 'acme')).toEqual(['acme-only', 'gpt-4o']);
    expect(at('acme-only/m', 'acme')).toEqual(['acme-only', 'm']);
    expect(at('acme-only/m', 'rival')).toEqual(['openai', 'acme-only/m']);
  });

  it('knows which rows speak a format', () => {
    expect(at('llama-3', 'rival', 'anthropic')).toEqual(['claude', 'llama-3']);
    expect(() => at('claude/x')).toThrow(
      'model names upstream claude, which speaks another format. Ask it at /v1/messages.',
    );
    expect(routes.kindServing('claude-5', 'openai', 'rival')).toBe('anthropic');
    expect(routes.kindServing('llama-3', 'anthropic', 'rival')).toBe('anthropic');
    expect(routes.kindServing('unknown', 'anthropic', 'rival')).toBe('anthropic');
  });

  it('names what there is for a model that nobody serves, without the rows of others', () => {
    const route = () => routesOf(ROWS, []).route('openai', 'gpt-4o', 'rival');
    const names = `llama-3, llama-*, vendor/exact, groq/<model>, *-instruct, vendor/<model>, llama-4-*, long/<model>`;
    expect(route).toThrow(
      expect.objectContaining({
        code: 'not_found',
        detail: `model: no upstream here serves this model. There are: ${names}.`,
        errors: [{ path: 'model', message: `no upstream here serves this model. There are: ${names}` }],
      }) as Error,
    );
  });

  it('leaves a model to the shorthand, even without its key, where no row could be meant', () => {
    expect(routesOf([], []).route('openai', 'm', 'acme').upstream.name).toBe('openai');
    const others = routesOf([row('x', { tenants: new Set(['acme']) })], []);
    expect(others.route('openai', 'm', 'rival').upstream.name).toBe('openai');
  });

  it('sends a request without a model to the shorthand, or to the only row', () => {
    expect(routes.withoutModel('openai', 'rival').name).toBe('openai');
    expect(routesOf(ROWS, []).withoutModel('anthropic', 'rival').name).toBe('claude');
    expect(() => routesOf(ROWS, []).withoutModel('openai', 'rival')).toThrow(
      'The request names no model, and several upstreams could be meant: groq, vendor, long.',
    );
  });

  it('names models as their callers can', () => {
    const [groq, vendor] = ROWS as [ReachableRow, ReachableRow];
    const named = (upstream: ReachableRow, model: string) => routes.callersName(upstream, model, 'rival');
    expect(named(groq, 'llama-3')).toBe('llama-3');
    expect(named(groq, 'whisper')).toBe('groq/whisper');
    expect(named(groq, 'llama-4-x')).toBe('groq/llama-4-x');
    expect(named(vendor, 'exact')).toBeUndefined();
    const { openai } = routes.shorthand;
    expect(routes.callersName(openai, 'gpt-4o', 'rival')).toBe('gpt-4o');
    expect(routes.callersName(openai, 'llama-2', 'rival')).toBeUndefined();
  });
});
