import { RagCacheError } from '@app/core';
import { inspect } from 'node:util';
import { Authenticator } from './authenticator.js';

const KEY = 'acme-key-0123456789.~_-AZ';
const OTHER = 'globex-key-0123456789-abcdef';

describe('Authenticator', () => {
  const keys = Authenticator.from(`acme:${KEY},globex:${OTHER}:query`);

  it.each([
    [{ authorization: `Bearer ${KEY}` }, 'acme'],
    [{ authorization: `bearer  ${KEY}` }, 'acme'],
    [{ 'x-api-key': KEY }, 'acme'],
    [{ 'x-api-key': OTHER }, 'globex'],
    [{ authorization: 'Basic abc', 'x-api-key': OTHER }, 'globex'],
  ])('finds the tenant of %j', (headers, tenant) => {
    expect(keys.authenticate(headers).tenant).toBe(tenant);
  });

  it.each([
    [{}],
    [{ authorization: KEY }],
    [{ authorization: 'Bearer ' }],
    [{ authorization: `Bearer ${KEY}x` }],
    [{ 'x-api-key': '' }],
    [{ 'x-api-key': 'acme' }],
    [{ 'x-api-key': KEY.toUpperCase() }],
    [{ authorization: `Bearer wrong`, 'x-api-key': KEY }],
  ])('knows nobody in %j', (headers) => {
    expect(() => keys.authenticate(headers)).toThrow(RagCacheError);
    expect(() => keys.authenticate(headers)).toThrow(/Send a valid API key/);
  });

  it('tells keys apart by an id that says nothing about them', () => {
    const { keyId } = keys.authenticate({ 'x-api-key': KEY });
    expect(keyId).toMatch(/^[0-9a-f]{8}$/);
    expect(keyId).not.toBe(keys.authenticate({ 'x-api-key': OTHER }).keyId);
  });

  it('keeps no key', () => {
    expect(inspect(keys, { depth: 10, showHidden: true })).not.toMatch(/acme-key|globex-key/);
  });

  it('takes everyone for the tenant default when there are no keys', () => {
    const { tenant, scopes } = Authenticator.from(undefined).authenticate({});
    expect([tenant, scopes.has('admin')]).toEqual(['default', true]);
  });
});
