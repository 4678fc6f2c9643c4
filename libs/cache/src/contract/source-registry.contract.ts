import { testContext, type TestContext } from '../../testing/open.js';
import type { CacheEnv } from '../cache.env.js';
import type { SourceRegistry } from '../ports/source-registry.port.js';

const PLACE = { tenant: 'acme', namespace: 'docs' };

export function sourceRegistryContract(
  name: string,
  open: (context: TestContext) => Promise<SourceRegistry>,
  settings?: Partial<CacheEnv>,
): void {
  describe(`${name} source registry`, () => {
    let context: TestContext;
    let registry: SourceRegistry;
    beforeEach(async () => {
      context = testContext(settings);
      registry = await open(context);
    });
    afterEach(async () => {
      await registry.close();
      context.dispose();
    });

    it('creates missing numbers with now, and keeps them', async () => {
      const now = context.clock.now();
      const both = { tenant: now, namespace: now };
      expect(await registry.read(PLACE)).toEqual({
        epochs: both,
        purgeSeq: both,
        sourcesSeq: now,
        sourcesBorn: now,
      });
      context.clock.advance(5_000);
      expect((await registry.read(PLACE)).epochs).toEqual(both);
    });

    it('raises the epoch of a namespace alone, or of the whole tenant', async () => {
      const before = await registry.read(PLACE);
      context.clock.advance(10);
      const raised = await registry.raiseEpoch(PLACE);
      expect((await registry.read(PLACE)).epochs).toEqual({
        tenant: before.epochs.tenant,
        namespace: raised,
      });
      const whole = await registry.raiseEpoch({ tenant: 'acme' });
      expect((await registry.read(PLACE)).epochs).toEqual({ tenant: whole, namespace: raised });
      expect((await registry.read({ ...PLACE, namespace: 'other' })).epochs.tenant).toBe(whole);
    });

    it('raises numbers also when the clock stands still or goes back', async () => {
      const first = await registry.raiseEpoch(PLACE);
      const second = await registry.raiseEpoch(PLACE);
      context.clock.advance(-60_000);
      const third = await registry.raiseEpoch(PLACE);
      expect([second, third]).toEqual([first + 1, first + 2]);
    });

    it('raises purge numbers without touching the epochs', async () => {
      const before = await registry.read(PLACE);
      const raised = await registry.raisePurgeSeq(PLACE);
      const whole = await registry.raisePurgeSeq({ tenant: 'acme' });
      const after = await registry.read(PLACE);
      expect(after.purgeSeq).toEqual({ tenant: whole, namespace: raised });
      expect(after.epochs).toEqual(before.epochs);
    });

    it('keeps tenants apart', async () => {
      const rival = await registry.read({ tenant: 'rival', namespace: 'docs' });
      await registry.raiseEpoch({ tenant: 'acme' });
      await registry.announce(PLACE, [{ id: 'handbook', version: '2' }]);
      expect(await registry.read({ tenant: 'rival', namespace: 'docs' })).toEqual(rival);
      expect(await registry.versions({ tenant: 'rival', namespace: 'docs' }, ['handbook'])).toEqual(
        new Map(),
      );
    });

    it('knows announced versions and raises the number of announcements', async () => {
      const before = await registry.read(PLACE);
      await registry.announce(PLACE, [
        { id: 'handbook', version: '1' },
        { id: 'wiki', version: 'abc' },
      ]);
      await registry.announce(PLACE, [{ id: 'handbook', version: '2' }]);
      const after = await registry.read(PLACE);
      expect(await registry.versions(PLACE, ['handbook', 'wiki', 'nobody'])).toEqual(
        new Map([
          ['handbook', '2'],
          ['wiki', 'abc'],
        ]),
      );
      expect(after.sourcesSeq).toBe(before.sourcesSeq + 2);
      expect(after.sourcesBorn).toBe(before.sourcesBorn);
    });

    it('answers pings, and may be closed twice', async () => {
      await registry.ping();
      await registry.close();
      await registry.close();
    });
  });
}
