import { RagCacheError } from '@app/core';
import { ManualClock, RecordingSignals } from '@app/core/testing';
import { MemoryKeyStore } from '../adapters/memory/memory.key-store.js';
import { StoredKeyAdministration } from '../administration/stored.key-administration.js';
import { GuardedKeyStore } from '../guarded.key-store.js';
import { formatKey, newApiKey, parseKey } from '../key/api-key.js';
import { KeyDigester } from '../key/key-digester.js';
import type { KeyRecord } from '../key/key-record.js';
import { NoStoredKeys } from './key-recogniser.js';
import { KnownKeys } from './known-keys.js';

const PEPPER = 'a-pepper-of-at-least-32-characters';
const ORDER = { tenant: 'acme', scopes: ['query', 'read'], limits: { concurrent: 4 } } as const;

class WatchedKeyStore extends MemoryKeyStore {
  finds = 0;
  isDown = false;

  override async find(id: string): Promise<KeyRecord | undefined> {
    this.finds += 1;
    if (this.isDown) throw new Error('connect ECONNREFUSED');
    return super.find(id);
  }

  override async revision(): Promise<string> {
    if (this.isDown) throw new Error('connect ECONNREFUSED');
    return super.revision();
  }
}

class CountingDigester extends KeyDigester {
  digests = 0;
  override digest(claims: string, secret: string): Buffer {
    this.digests += 1;
    return super.digest(claims, secret);
  }
}

/** One replica on a store, and somebody on another one who issues and revokes. */
function replica(pepper = PEPPER) {
  const [clock, store, digester] = [new ManualClock(), new WatchedKeyStore(), new CountingDigester(pepper)];
  const guarded = new GuardedKeyStore(store, new RecordingSignals());
  const keys = new KnownKeys(guarded, digester, clock);
  const elsewhere = new StoredKeyAdministration({
    ...{ store, clock, digester: new KeyDigester(PEPPER), recogniser: new NoStoredKeys() },
  });
  const here = new StoredKeyAdministration({ store, clock, digester, recogniser: keys });
  return { clock, store, digester, keys, elsewhere, here };
}

/** The same key with another secret, well-formed. */
function withWrongSecret(text: string): string {
  return formatKey({ id: parseKey(text)!.id, secret: newApiKey().secret });
}

describe('KnownKeys', () => {
  it('looks a key up once and answers at once from then on', async () => {
    const { keys, elsewhere, store } = replica();
    const { text, record } = await elsewhere.issue(ORDER);
    const expected = {
      tenant: 'acme',
      keyId: record.id,
      scopes: new Set(['query', 'read']),
      limits: ORDER.limits,
    };
    const first = keys.recognise(text);
    expect(first).toBeInstanceOf(Promise);
    expect(await first).toEqual(expected);
    expect(keys.recognise(text)).toEqual(expected);
    expect(store.finds).toBe(1);
  });

  it('never asks the store about what is no key', () => {
    const { keys, store } = replica();
    for (const text of ['', 'rc_', 'acme-key-0123456789-abcdefgh', `${formatKey(newApiKey())}x`])
      expect(keys.recognise(text)).toBeUndefined();
    expect(store.finds).toBe(0);
  });

  it('does the same work for an unknown id as for a wrong secret, at first and again', async () => {
    const work = async (present: (text: string) => string, isKnown: boolean) => {
      const { keys, elsewhere, store, digester } = replica();
      const { text } = await elsewhere.issue(ORDER);
      if (isKnown) await keys.recognise(text);
      const presented = present(text);
      [store.finds, digester.digests] = [0, 0];
      const done = [];
      for (let turn = 0; turn < 2; turn++)
        done.push([await keys.recognise(presented), store.finds, digester.digests]);
      return done;
    };
    const unknown = await work(() => formatKey(newApiKey()), true);
    expect(unknown).toEqual([
      [undefined, 1, 2],
      [undefined, 1, 3],
    ]);
    for (const isKnown of [true, false]) expect(await work(withWrongSecret, isKnown)).toEqual(unknown);
  });

  it('is not kept from the right secret by wrong ones', async () => {
    const { keys, elsewhere } = replica();
    const { text } = await elsewhere.issue(ORDER);
    for (let turn = 0; turn < 3; turn++) expect(await keys.recognise(withWrongSecret(text))).toBeUndefined();
    expect(await keys.recognise(text)).toMatchObject({ tenant: 'acme' });
  });

  it('obeys a revocation from elsewhere once it has looked, also for keys that nobody used meanwhile', async () => {
    const { keys, elsewhere, clock } = replica();
    const issued = await Promise.all([elsewhere.issue(ORDER), elsewhere.issue(ORDER)]);
    for (const { text } of issued) await keys.recognise(text);
    await keys.refresh();
    await elsewhere.revoke(issued[0].record.id);
    clock.advance(3_600_000);
    await keys.refresh();
    expect(await keys.recognise(issued[0].text)).toBeUndefined();
    expect(keys.recognise(issued[1].text)).toMatchObject({ tenant: 'acme' });
  });

  it('reads nothing anew while nothing is revoked', async () => {
    const { keys, elsewhere, store } = replica();
    await keys.recognise((await elsewhere.issue(ORDER)).text);
    await keys.refresh();
    store.finds = 0;
    await elsewhere.issue(ORDER);
    for (let turn = 0; turn < 3; turn++) await keys.refresh();
    expect(store.finds).toBe(0);
  });

  it('obeys a revocation that it made itself at once', async () => {
    const { keys, here } = replica();
    const { text, record } = await here.issue(ORDER);
    await keys.recognise(text);
    expect(await here.revoke(record.id)).toBe(true);
    expect(await keys.recognise(text)).toBeUndefined();
    expect(await here.revoke('nobody')).toBe(false);
  });

  it('lets two keys of a tenant live side by side, and each end on its own', async () => {
    const { keys, here } = replica();
    const [old, young] = [await here.issue(ORDER), await here.issue(ORDER)];
    for (const { text } of [old, young]) expect(await keys.recognise(text)).toMatchObject({ tenant: 'acme' });
    await here.revoke(old.record.id);
    expect(await keys.recognise(old.text)).toBeUndefined();
    expect(await keys.recognise(young.text)).toMatchObject({ keyId: young.record.id });
  });

  it('refuses a key from the moment it expires, without a look', async () => {
    const { keys, here, clock } = replica();
    const { text } = await here.issue({ ...ORDER, expiresAt: clock.now() + 1_000 });
    clock.advance(999);
    expect(await keys.recognise(text)).toBeDefined();
    clock.advance(1);
    expect(await keys.recognise(text)).toBeUndefined();
  });

  it('takes known keys while the store is down, and says of others that it cannot tell', async () => {
    const { keys, here, store } = replica();
    const [known, met] = [await here.issue(ORDER), await here.issue(ORDER)];
    await keys.recognise(known.text);
    store.isDown = true;
    await expect(keys.refresh()).rejects.toThrow(RagCacheError);
    expect(keys.recognise(known.text)).toMatchObject({ tenant: 'acme' });
    for (const text of [met.text, formatKey(newApiKey()), withWrongSecret(known.text)])
      await expect(keys.recognise(text)).rejects.toMatchObject({ code: 'auth_unavailable' });
    store.isDown = false;
    expect(await keys.recognise(met.text)).toMatchObject({ tenant: 'acme' });
  });

  it('takes no key that was hashed with another pepper', async () => {
    const { keys, elsewhere } = replica('another-pepper-of-32-characters!');
    expect(await keys.recognise((await elsewhere.issue(ORDER)).text)).toBeUndefined();
  });

  it.each<[string, Partial<KeyRecord>]>([
    ['tenant', { tenant: 'rival' }],
    ['scopes', { scopes: ['admin'] }],
    ['end', { expiresAt: Date.UTC(2099, 0, 1) }],
    ['digest', { digest: '' }],
    ['digest', { digest: 'not hexadecimal' }],
  ])('takes no key whose %s was altered in the store', async (_what, alteration) => {
    const { keys, elsewhere, store } = replica();
    const { text, record } = await elsewhere.issue(ORDER);
    await store.add({ ...record, ...alteration });
    expect(await keys.recognise(text)).toBeUndefined();
  });

  it('takes no record that was copied over another', async () => {
    const { keys, elsewhere, store } = replica();
    const [weak, strong] = [
      await elsewhere.issue(ORDER),
      await elsewhere.issue({ ...ORDER, scopes: ['admin'] }),
    ];
    await store.add({ ...weak.record, id: strong.record.id });
    await store.add({ ...strong.record, id: weak.record.id });
    for (const { text } of [weak, strong]) expect(await keys.recognise(text)).toBeUndefined();
  });

  it('takes no record that was moved to another id, where its revocation would not find it', async () => {
    const { keys, elsewhere, store } = replica();
    const { text, record } = await elsewhere.issue(ORDER);
    const moved = formatKey({ id: newApiKey().id, secret: parseKey(text)!.secret });
    store.find = async () => record;
    expect(await keys.recognise(moved)).toBeUndefined();
    expect(await keys.recognise(text)).toMatchObject({ keyId: record.id });
  });
});
