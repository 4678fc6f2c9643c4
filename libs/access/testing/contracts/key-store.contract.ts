import { testContext, type StoreTraits, type TestContext } from '@app/cache/testing';
import type { KeyStore } from '../../src/key-store.port.js';
import type { KeyRecord } from '../../src/key/key-record.js';

const DAY_MS = 86_400_000;

/** The contract of `KeyStore`, as a suite. @param open opens a new, empty store. */
export function describeKeyStore(
  name: string,
  open: (context: TestContext) => Promise<KeyStore>,
  { settings }: StoreTraits = {},
): void {
  describe(`${name} key store`, () => {
    let context: TestContext;
    let store: KeyStore;
    const record = (id: string, parts: Partial<KeyRecord> = {}): KeyRecord => ({
      ...{ id, tenant: 'acme', scopes: ['query', 'read'], createdAt: context.clock.now() },
      ...{ limits: { requests_per_minute: 60, usd_per_day: 0.5 }, digest: 'ab'.repeat(32) },
      ...parts,
    });
    const ids = async () => (await store.list()).map(({ id }) => id);
    beforeEach(async () => {
      context = testContext(settings);
      store = await open(context);
    });
    afterEach(async () => {
      await store.close();
      context.dispose();
    });

    it('gives back what it was given, and nothing for other ids', async () => {
      const lasting = record('a');
      const ending = record('b', { expiresAt: context.clock.now() + DAY_MS, limits: {}, scopes: ['admin'] });
      await store.add(lasting);
      await store.add(ending);
      expect([await store.find('a'), await store.find('b')]).toEqual([lasting, ending]);
      for (const other of ['c', '', 'A']) expect(await store.find(other)).toBeUndefined();
    });

    it('lists the keys of all tenants, oldest first', async () => {
      expect(await store.list()).toEqual([]);
      await store.add(record('z'));
      context.clock.advance(1);
      await store.add(record('a', { tenant: 'rival' }));
      expect((await store.list()).map(({ id, tenant }) => [id, tenant])).toEqual([
        ['z', 'acme'],
        ['a', 'rival'],
      ]);
    });

    it('notes when a key was revoked, once, and says when there is none', async () => {
      const now = context.clock.now();
      await store.add(record('a'));
      await store.add(record('b'));
      expect(await store.revoke('a', now)).toBe(true);
      expect(await store.revoke('a', now + 5)).toBe(true);
      expect(await store.revoke('c', now)).toBe(false);
      expect(await store.find('a')).toEqual({ ...record('a'), revokedAt: now });
      expect(await store.find('b')).toEqual(record('b'));
      expect(await store.find('c')).toBeUndefined();
    });

    it('has another revision after each revocation, and the same without', async () => {
      await store.add(record('a'));
      await store.add(record('b'));
      const seen = [await store.revision()];
      await store.add(record('c'));
      expect(await store.revision()).toBe(seen[0]);
      for (const id of ['a', 'b']) {
        await store.revoke(id, context.clock.now());
        seen.push(await store.revision());
      }
      expect(new Set(seen).size).toBe(3);
    });

    it('drops revoked and expired keys after 30 days, when the next one comes, and no other', async () => {
      const now = context.clock.now();
      await store.add(record('lasting'));
      await store.add(record('expired', { expiresAt: now + 1 }));
      await store.add(record('revoked'));
      await store.add(record('later', { expiresAt: now + 40 * DAY_MS }));
      await store.revoke('revoked', now + 1);
      context.clock.advance(29 * DAY_MS);
      await store.add(record('x'));
      expect((await ids()).sort()).toEqual(['expired', 'lasting', 'later', 'revoked', 'x']);
      context.clock.advance(2 * DAY_MS);
      await store.add(record('y'));
      expect((await ids()).sort()).toEqual(['lasting', 'later', 'x', 'y']);
      expect(await store.find('expired')).toBeUndefined();
    });

    it('answers pings, and may be closed twice', async () => {
      await store.ping();
      await store.close();
      await store.close();
    });
  });
}
