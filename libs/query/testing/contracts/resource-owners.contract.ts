import { testContext, type StoreTraits, type TestContext } from '@app/cache/testing';
import type { ResourceOwners } from '../../src/owners/resource-owners.port.js';

/** The contract of `ResourceOwners`, as a suite. @param open opens a new, empty store. */
export function describeResourceOwners(
  name: string,
  open: (context: TestContext) => Promise<ResourceOwners>,
  { settings }: StoreTraits = {},
): void {
  describe(`${name} resource owners`, () => {
    let context: TestContext;
    let owners: ResourceOwners;
    beforeEach(async () => {
      context = testContext(settings);
      owners = await open(context);
    });
    afterEach(async () => {
      await owners.close();
      context.dispose();
    });
    const one = (id: string, upstream = 'openai') => ({ upstream, id });
    const ownersOf = (...ids: string[]) => owners.ownersOf(ids.map((id) => one(id)));

    it('knows who claimed what, in the order of asking, and nothing else', async () => {
      await owners.claim([
        { ...one('file-1'), tenant: 'acme' },
        { ...one('file-2'), tenant: 'rival' },
      ]);
      expect(await ownersOf('file-2', 'file-3', 'file-1', '')).toEqual([
        'rival',
        undefined,
        'acme',
        undefined,
      ]);
      expect(await owners.ownersOf([])).toEqual([]);
    });

    it('tells upstreams apart, and ids of every spelling', async () => {
      const ids = ['a', 'A', 'a:b', 'a","b', 'é', "x'; DROP TABLE owner", '*', 'a\nb'];
      await owners.claim(ids.map((id) => ({ ...one(id), tenant: `tenant of ${id}` })));
      await owners.claim([{ ...one('a', 'anthropic'), tenant: 'other' }]);
      expect(await ownersOf(...ids)).toEqual(ids.map((id) => `tenant of ${id}`));
      expect(await owners.ownersOf([one('a', 'anthropic'), one('b', 'a')])).toEqual(['other', undefined]);
    });

    it('leaves a thing to the first who claimed it, also among many at once', async () => {
      await owners.claim([{ ...one('file-1'), tenant: 'acme' }]);
      await owners.claim([{ ...one('file-1'), tenant: 'rival' }]);
      expect(await ownersOf('file-1')).toEqual(['acme']);
      const tenants = Array.from({ length: 20 }, (_, number) => `tenant ${number}`);
      await Promise.all(tenants.map((tenant) => owners.claim([{ ...one('file-2'), tenant }])));
      const [owner] = await ownersOf('file-2');
      expect(tenants).toContain(owner);
      expect(await ownersOf('file-2')).toEqual([owner]);
    });

    it('forgets a claim once it has ended', async () => {
      const now = context.clock.now();
      await owners.claim([
        { ...one('resp-1'), tenant: 'acme', keepUntil: now + 60_000 },
        { ...one('resp-2'), tenant: 'acme', keepUntil: now - 1 },
        { ...one('file-1'), tenant: 'acme' },
      ]);
      expect(await ownersOf('resp-1', 'resp-2', 'file-1')).toEqual(['acme', undefined, 'acme']);
    });

    it('answers a ping, and may be closed twice', async () => {
      await owners.ping();
      await owners.close();
    });
  });
}
