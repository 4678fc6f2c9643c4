import { anUpstream } from '../../testing/upstreams.js';
import { isOfOneTenant } from './account.js';
import type { UpstreamRow } from './upstream-row.js';

function row(name: string, parts: Partial<UpstreamRow>): UpstreamRow {
  const upstream = anUpstream('openai', 'http://vllm.internal', { baseUrl: 'http://vllm.internal/v1' });
  return {
    ...upstream,
    ...{ name, apiKey: undefined, models: [], fallback: [], tenants: new Set(['acme']) },
    ...parts,
  };
}

describe('an account', () => {
  const OTHER = row('other', {
    apiKey: 'sk-other',
    baseUrl: 'https://elsewhere/v1',
    tenants: new Set(['b']),
  });

  it.each<[string, Partial<UpstreamRow>, Partial<UpstreamRow>]>([
    ['its key is its own', { apiKey: 'sk-acme' }, {}],
    [
      'its key is its own at an address of others',
      { apiKey: 'sk-acme' },
      { baseUrl: 'http://vllm.internal/v1' },
    ],
    ['its server needs no key and is its own', {}, {}],
    ['its key is its own, with headers', { apiKey: 'sk-acme', headers: { 'x-team': 'a' } }, {}],
  ])('is of one tenant where %s', (_, parts, other) => {
    const acme = row('acme', parts);
    expect(isOfOneTenant(acme, [acme, { ...OTHER, ...other }])).toBe(true);
  });

  it.each<[string, Partial<UpstreamRow>, Partial<UpstreamRow>]>([
    ['the row is open to all', { apiKey: 'sk-acme', tenants: undefined }, {}],
    ['the row is open to two', { apiKey: 'sk-acme', tenants: new Set(['acme', 'b']) }, {}],
    ['another row has the key', { apiKey: 'sk-other' }, {}],
    ['a header may be the key', { headers: { authorization: 'Bearer sk-other' } }, {}],
    ['a parameter may be the key', { query: { key: 'sk-other' } }, {}],
    ['another row needs no key there', {}, { apiKey: undefined, baseUrl: 'http://vllm.internal/v1' }],
    ['another row spells the address so', {}, { apiKey: undefined, baseUrl: 'HTTP://VLLM.internal:80/v1/' }],
    ['another row presents a key to that server', {}, { baseUrl: 'http://vllm.internal/v1' }],
    [
      'another row may present its key in a header',
      { apiKey: 'sk-acme' },
      { apiKey: undefined, baseUrl: 'http://vllm.internal/v1', headers: { authorization: 'Bearer sk-acme' } },
    ],
  ])('may be of several tenants where %s', (_, parts, other) => {
    const acme = row('acme', parts);
    expect(isOfOneTenant(acme, [acme, { ...OTHER, ...other }])).toBe(false);
  });
});
