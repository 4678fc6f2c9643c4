import { PROVIDERS } from '@app/core';
import { identityHeaders, SHAPING_HEADERS, shapingHeaders } from './shaping-headers.js';

const everything = {
  ...{ authorization: 'Bearer caller', 'x-api-key': 'caller', cookie: 'a=b', host: 'ragcache' },
  ...{ 'openai-beta': 'assistants=v2', 'openai-organization': 'org', 'openai-project': 'p' },
  ...{ 'anthropic-version': '2026-10-21', 'anthropic-beta': 'context-1m' },
  ...{ 'anthropic-workspace-id': 'w', 'anthropic-user-profile-id': 'u' },
  ...{ 'x-stainless-lang': 'js', 'user-agent': 'caller', 'accept-language': 'de', 'idempotency-key': 'i' },
};

describe('shapingHeaders', () => {
  it('are a closed list per provider', () => {
    expect(SHAPING_HEADERS).toEqual({
      openai: ['openai-beta'],
      anthropic: ['anthropic-version', 'anthropic-beta'],
    });
    for (const provider of PROVIDERS)
      expect(Object.keys(shapingHeaders(provider, everything))).toEqual(SHAPING_HEADERS[provider]);
  });

  it('have the version of the API that applies when the caller names none', () => {
    expect(shapingHeaders('anthropic', {})).toEqual({ 'anthropic-version': '2023-06-01' });
    expect(shapingHeaders('anthropic', { 'anthropic-version': '' })).toEqual({
      'anthropic-version': '2023-06-01',
    });
    expect(shapingHeaders('openai', {})).toEqual({});
  });

  it('are one text when they came several times', () => {
    const twice = { 'anthropic-beta': ['one', 'two'] };
    expect(shapingHeaders('anthropic', twice)['anthropic-beta']).toBe('one,two');
  });

  it('are the same when read again', () => {
    for (const provider of PROVIDERS) {
      const once = shapingHeaders(provider, everything);
      expect(shapingHeaders(provider, once)).toEqual(once);
    }
  });
});

describe('identityHeaders', () => {
  const betas = (value: string | readonly string[]) =>
    identityHeaders('anthropic', { 'anthropic-beta': value });

  it('are the same however names are listed', () => {
    const spellings = ['a,b', 'b,a', ' b , a ', 'a,b,a', 'a,,b,', ['a', 'b'], ['b,a', 'a']];
    for (const value of spellings) expect(betas(value)).toEqual(betas('a,b'));
    expect(betas(' , ')).toEqual(betas(''));
    expect(identityHeaders('openai', { 'openai-beta': 'x, y' })).toEqual({ 'openai-beta': 'x,y' });
  });

  it('are others with other names, and go upstream as they came', () => {
    expect(betas('a,b')).not.toEqual(betas('a'));
    expect(betas('a,b')).not.toEqual(betas('ab'));
    expect(betas('A')).not.toEqual(betas('a'));
    expect(shapingHeaders('anthropic', { 'anthropic-beta': 'b, a' })['anthropic-beta']).toBe('b, a');
  });
});
