import { parseApiKeyList } from './api-key-list.js';
import { DEFAULT_SCOPES } from '@app/access';

const KEY = 'k'.repeat(24);
const OTHER = 'o'.repeat(24);

describe('parseApiKeyList', () => {
  it('reads tenants, keys and scopes', () => {
    expect(parseApiKeyList(`acme:${KEY}, globex-2:${OTHER}:query+admin`)).toEqual({
      ok: true,
      entries: [
        { tenant: 'acme', key: KEY, scopes: new Set(DEFAULT_SCOPES) },
        { tenant: 'globex-2', key: OTHER, scopes: new Set(['query', 'admin']) },
      ],
    });
  });

  it('gives no admin scope unless it is asked for', () => {
    expect(DEFAULT_SCOPES).not.toContain('admin');
  });

  it.each([
    [`acme:${KEY},`, 'entry 2 needs a tenant'],
    [`Acme:${KEY}`, 'entry 1 needs a tenant'],
    [`-acme:${KEY}`, 'entry 1 needs a tenant'],
    [`${'a'.repeat(65)}:${KEY}`, 'entry 1 needs a tenant'],
    ['acme:short', 'entry 1 needs a key'],
    ['acme', 'entry 1 needs a key'],
    [`acme:${'k'.repeat(129)}`, 'entry 1 needs a key'],
    [`acme:${KEY}ä`, 'entry 1 needs a key'],
    [`acme:${KEY}:query+root`, 'entry 1 has an unknown scope'],
    [`acme:${KEY}:`, 'entry 1 has an unknown scope'],
    [`acme:${KEY}:query:more`, 'entry 1 has too many colons'],
    [`acme:${KEY},globex:${OTHER},initech:${KEY}`, 'entries 1 and 3 have the same key'],
  ])('names the position of what is wrong, never its text', (list, problem) => {
    const parsed = parseApiKeyList(list);
    expect(parsed).toEqual({ ok: false, problem: expect.stringContaining(problem) });
    expect(JSON.stringify(parsed)).not.toContain('kkkk');
    expect(JSON.stringify(parsed)).not.toMatch(/short|root|Acme/);
  });
});
