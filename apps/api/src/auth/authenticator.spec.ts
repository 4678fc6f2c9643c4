import { NoStoredKeys, type KeyRecogniser, type Principal } from '@app/access';
import { formatKey, newApiKey } from '@app/access/testing';
import { RagCacheError } from '@app/core';
import { inspect } from 'node:util';
import { Authenticator } from './authenticator.js';

const KEY = 'acme-key-0123456789.~_-AZ';
const OTHER = 'globex-key-0123456789-abcdef';

describe('Authenticator', () => {
  const keys = Authenticator.from(`acme:${KEY},globex:${OTHER}:query`, new NoStoredKeys());
  /** Keys of `API_KEYS` are told at once. */
  const principalOf = (headers: Parameters<Authenticator['authenticate']>[0], from = keys): Principal => {
    const principal = from.authenticate(headers);
    if (principal instanceof Promise) throw new Error('had to be looked up');
    return principal;
  };

  it.each([
    [{ authorization: `Bearer ${KEY}` }, 'acme'],
    [{ authorization: `bearer  ${KEY}` }, 'acme'],
    [{ 'x-api-key': KEY }, 'acme'],
    [{ 'x-api-key': OTHER }, 'globex'],
    [{ authorization: 'Basic abc', 'x-api-key': OTHER }, 'globex'],
    [{ authorization: `Bearer wrong`, 'x-api-key': KEY }, 'acme'],
    [{ authorization: `Bearer ${KEY}`, 'x-api-key': 'sk-ant-theirs' }, 'acme'],
    [{ 'api-key': KEY }, 'acme'],
    [{ 'x-goog-api-key': KEY }, 'acme'],
    [{ authorization: 'Bearer eyJ', 'x-api-key': 'sk', 'api-key': OTHER }, 'globex'],
    [{ authorization: `Bearer ${KEY}`, 'x-api-key': KEY, 'api-key': KEY }, 'acme'],
  ])('finds the tenant of %j', (headers, tenant) => {
    expect(principalOf(headers).tenant).toBe(tenant);
  });

  it.each([
    [{}],
    [{ authorization: KEY }],
    [{ authorization: 'Bearer ' }],
    [{ authorization: `Bearer ${KEY}x` }],
    [{ 'x-api-key': '' }],
    [{ 'x-api-key': 'acme' }],
    [{ 'x-api-key': KEY.toUpperCase() }],
    [{ authorization: `Bearer wrong`, 'x-api-key': 'wrong', 'api-key': 'wrong' }],
    [{ 'api-key': '' }],
    [{ cookie: KEY, 'x-key': KEY }],
  ])('knows nobody in %j', (headers) => {
    expect(() => keys.authenticate(headers)).toThrow(RagCacheError);
    expect(() => keys.authenticate(headers)).toThrow(/Send a valid API key/);
  });

  it('refuses keys of two tenants, and says so', () => {
    const both = { authorization: `Bearer ${KEY}`, 'x-api-key': OTHER };
    expect(() => keys.authenticate(both)).toThrow(/API keys of different tenants/);
    expect(() => keys.authenticate({ 'x-api-key': OTHER, 'api-key': KEY })).toThrow(RagCacheError);
  });

  it('takes the first of two keys of one tenant', () => {
    const two = Authenticator.from(`acme:${KEY}:query,acme:${OTHER}:read`, new NoStoredKeys());
    const both = { authorization: `Bearer ${KEY}`, 'x-api-key': OTHER };
    expect([...principalOf(both, two).scopes]).toEqual(['query']);
    expect([...principalOf({ ...both, authorization: 'Bearer x' }, two).scopes]).toEqual(['read']);
  });

  it('says of a text whether it is a key of ours', () => {
    const stored = formatKey(newApiKey());
    expect([KEY, OTHER, stored].map((text) => keys.isKey(text))).toEqual([true, true, true]);
    expect(['', 'sk-theirs', `${KEY}x`, stored.slice(1)].some((text) => keys.isKey(text))).toBe(false);
  });

  it('tells keys apart by an id that says nothing about them', () => {
    const { keyId } = principalOf({ 'x-api-key': KEY });
    expect(keyId).toMatch(/^[0-9a-f]{8}$/);
    expect(keyId).not.toBe(principalOf({ 'x-api-key': OTHER }).keyId);
  });

  it('keeps no key', () => {
    expect(inspect(keys, { depth: 10, showHidden: true })).not.toMatch(/acme-key|globex-key/);
  });

  it('takes everyone for the tenant default when there are no keys', () => {
    const { tenant, scopes } = principalOf({}, Authenticator.from(undefined, new NoStoredKeys()));
    expect([tenant, scopes.has('admin')]).toEqual(['default', true]);
  });

  describe('with stored keys', () => {
    const STORED: Principal = { tenant: 'search', keyId: 'k', scopes: new Set(['read'] as const) };
    const asked: string[] = [];
    const stored: KeyRecogniser = {
      recognise: (text) => {
        asked.push(text);
        if (text === 'known') return STORED;
        return text === 'met' ? Promise.resolve(STORED) : Promise.resolve(undefined);
      },
      forget: () => undefined,
    };
    const both = Authenticator.from(`acme:${KEY}`, stored);

    it('asks for none that is listed', () => {
      expect(principalOf({ 'x-api-key': KEY }, both).tenant).toBe('acme');
      expect(asked).toEqual([]);
    });

    it('knows those at once that were met, and looks up the others', async () => {
      expect(principalOf({ 'x-api-key': 'known' }, both)).toBe(STORED);
      await expect(both.authenticate({ 'x-api-key': 'met' })).resolves.toBe(STORED);
      await expect(both.authenticate({ 'x-api-key': 'other' })).rejects.toThrow(/Send a valid API key/);
    });

    it('looks every key up that came beside others', async () => {
      const beside = { authorization: 'Bearer sk-theirs' };
      await expect(both.authenticate({ ...beside, 'x-api-key': 'met' })).resolves.toBe(STORED);
      await expect(both.authenticate({ ...beside, 'api-key': KEY })).resolves.toMatchObject({
        tenant: 'acme',
      });
      await expect(both.authenticate({ ...beside, 'api-key': 'other' })).rejects.toThrow(
        /Send a valid API key/,
      );
      await expect(both.authenticate({ 'x-api-key': 'met', 'api-key': KEY })).rejects.toThrow(
        /different tenants/,
      );
    });

    it('opens no door to everyone when none are listed', async () => {
      const alone = Authenticator.from(undefined, stored);
      await expect(alone.authenticate({})).rejects.toThrow(/Send a valid API key/);
    });
  });
});
