import { ManualClock } from '@app/core/testing';
import { MemoryKeyStore } from '../adapters/memory/memory.key-store.js';
import { parseKey } from '../key/api-key.js';
import { KeyDigester } from '../key/key-digester.js';
import { NoStoredKeys } from '../known/key-recogniser.js';
import { DisabledKeyAdministration } from './key-administration.js';
import { StoredKeyAdministration } from './stored.key-administration.js';

const ORDER = { tenant: 'acme', scopes: ['read', 'query', 'read'], limits: {} } as const;

describe('StoredKeyAdministration', () => {
  const [clock, store] = [new ManualClock(), new MemoryKeyStore()];
  const digester = new KeyDigester('a-pepper-of-at-least-32-characters');
  const administration = new StoredKeyAdministration({
    store,
    digester,
    clock,
    recogniser: new NoStoredKeys(),
  });

  it('shows a key once and keeps nothing that it could be had from', async () => {
    const { text, record } = await administration.issue(ORDER);
    const { id, secret } = parseKey(text)!;
    expect(record).toMatchObject({ id, tenant: 'acme', scopes: ['query', 'read'], createdAt: clock.now() });
    expect(await administration.list()).toEqual([record]);
    expect(JSON.stringify(record)).not.toContain(secret);
    expect(record.digest).toMatch(/^[0-9a-f]{64}$/);
  });

  it('issues no key that has expired already', async () => {
    await expect(administration.issue({ ...ORDER, expiresAt: clock.now() })).rejects.toMatchObject({
      ...{ code: 'validation_failed', errors: [{ path: 'expires_at' }] },
    });
  });

  it('grants no more than the key that asks has', async () => {
    const issuer = { tenant: 'ops', keyId: 'a', scopes: new Set(['read'] as const) };
    await expect(administration.issue(ORDER, issuer)).rejects.toMatchObject({
      ...{ code: 'forbidden', detail: expect.stringContaining('"query"') as string },
    });
    expect(await administration.issue({ ...ORDER, scopes: ['read'] }, issuer)).toBeDefined();
  });
});

describe('DisabledKeyAdministration', () => {
  it('names the variable that is missing', async () => {
    const administration = new DisabledKeyAdministration();
    for (const call of [administration.issue(), administration.list(), administration.revoke()])
      await expect(call).rejects.toMatchObject({
        code: 'keys_disabled',
        detail: expect.stringContaining('KEY_PEPPER is not set') as string,
      });
  });
});
