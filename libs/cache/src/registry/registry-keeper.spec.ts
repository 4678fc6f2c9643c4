import { RecordingSignals } from '@app/core/testing';
import { eventually } from '../../testing/index.js';
import { Link } from '../../testing/purge-model/link.js';
import { LinkedRegistry } from '../../testing/purge-model/linked.stores.js';
import { ReplicatedRegistry } from '../../testing/purge-model/replicated.registry.js';
import { SimulatedTime, SkewedClock } from '../../testing/purge-model/simulated.time.js';
import type { PurgeFilter } from '../ports/purge-log.port.js';
import { PurgeBooks } from '../purges/purge-books.js';
import { PurgeNumbers } from './purge-numbers.js';
import { RegistryKeeper } from './registry-keeper.js';

const PLACE = { tenant: 'acme', namespace: 'default' };
const GRACE_MS = 1_000;

describe('RegistryKeeper', () => {
  let time: SimulatedTime;
  let servers: ReplicatedRegistry;
  beforeEach(() => {
    time = new SimulatedTime();
    servers = new ReplicatedRegistry(time);
  });

  /** What a process has. */
  const aProcess = () => {
    const link = new Link();
    const registry = new LinkedRegistry(link, servers);
    const [books, signals] = [new PurgeBooks(registry.purges), new RecordingSignals()];
    const keeper = new RegistryKeeper({ registry, books, signals, clock: new SkewedClock(time) });
    const numbers = new PurgeNumbers(registry.purges, keeper);
    const read = async () => keeper.check(PLACE, await registry.read(PLACE));
    const purge = (named: PurgeFilter) => numbers.add('acme', 'key', named);
    return { link, registry, books, signals, keeper, read, purge };
  };
  /** One that has been there for a while. */
  const settled = async () => {
    const process = aProcess();
    await process.keeper.look();
    await process.read();
    time.pass(10);
    return process;
  };
  const numbersNow = async () => {
    const facts = await servers.current().purges.after('acme', 0, 100);
    return facts.map(({ number }) => number);
  };
  /** A copy that lacks the last writes takes over, and the connections break. */
  const failOver = async (lost: number, processes: readonly { link: Link }[], skew = 0) => {
    await servers.failOver(lost, skew);
    processes.forEach(({ link }) => link.break());
  };

  it('gives a copy that lags back what it read of purges, and does not believe it until others could', async () => {
    const process = await settled();
    const { number } = await process.purge({ tags: ['faq'] });
    await process.keeper.look();
    await failOver(1, [process]);
    expect(process.keeper.trustPeriod).toBeUndefined();
    expect(await numbersNow()).toEqual([]);
    await process.keeper.look();
    expect(await numbersNow()).toEqual([number]);
    expect(process.keeper.trustPeriod).toBeUndefined();
    time.pass(GRACE_MS);
    expect(process.keeper.trustPeriod).toBeDefined();
    expect(await process.read()).toMatchObject({ purges: { seq: number, floor: 0 } });
  });

  it('gives a purge of its own back that nobody had the time to read', async () => {
    const process = await settled();
    jest.spyOn(process.books, 'readOn').mockRejectedValue(new Error('not now'));
    const { number } = await process.purge({ tags: ['faq'] });
    await failOver(1, [process]);
    await process.keeper.look();
    expect((await servers.current().read(PLACE)).purges).toMatchObject({ seq: number, floor: number });
    expect(await numbersNow()).toEqual([number]);
  });

  it('raises the floor over purges that it knows by their number alone', async () => {
    const [process, other] = [await settled(), await settled()];
    const { number } = await other.purge({ tags: ['faq'] });
    jest.spyOn(process.books, 'readOn').mockRejectedValue(new Error('not now'));
    await process.read();
    await failOver(1, [process]);
    await process.keeper.look();
    expect((await servers.current().read(PLACE)).purges).toMatchObject({ seq: number, floor: number });
  });

  it('reads purges as soon as it hears of one, so that giving it back costs nothing that is older', async () => {
    const [process, other] = [await settled(), await settled()];
    for (const one of [process, other]) {
      const { number } = await other.purge({ tags: ['faq'] });
      await one.read();
      await eventually(async () => expect(one.books.readTo('acme')).toBe(number));
    }
    await failOver(2, [process, other]);
    await process.keeper.look();
    await other.keeper.look();
    expect((await servers.current().read(PLACE)).purges).toMatchObject({ floor: 0 });
    expect(await numbersNow()).toHaveLength(2);
  });

  it('leaves a registry alone that lost nothing', async () => {
    const process = await settled();
    await process.purge({ tags: ['faq'] });
    await process.keeper.look();
    const before = await servers.current().read(PLACE);
    await failOver(0, [process]);
    await process.keeper.look();
    expect(await servers.current().read(PLACE)).toEqual(before);
  });

  it('kills what is older than a registry that was lost, also behind the clock of the old one', async () => {
    const process = await settled();
    await process.purge({ tags: ['faq'] });
    const before = (await process.read())!;
    await failOver(1_000, [process], -3_600_000);
    await process.keeper.look();
    const after = await servers.current().read(PLACE);
    expect(after.epochs.tenant).toBeGreaterThan(Math.max(before.epochs.tenant, before.purges.seq));
    time.pass(GRACE_MS);
    expect(await process.read()).toEqual(after);
  });

  it('kills what is older where numbers stand for other purges than it knows', async () => {
    const [process, other] = [await settled(), await settled()];
    await process.purge({ tags: ['lost'] });
    process.link.mode = 'cut';
    await failOver(1, [other], -20);
    await other.keeper.look();
    time.pass(GRACE_MS);
    const epoch = (await other.read())!.epochs.tenant;
    await servers.current().purges.add('acme', 'key', { tags: ['other'] });
    process.link.mode = 'up';
    process.link.break();
    await process.keeper.look();
    expect((await servers.current().read(PLACE)).epochs.tenant).toBeGreaterThan(epoch);
  });

  it('raises the order of calls', async () => {
    const process = await settled();
    const order = await process.registry.order('acme');
    process.keeper.noteOrder('acme', order);
    await failOver(1, [process], -3_600_000);
    await process.keeper.look();
    expect(await process.registry.order('acme')).toBeGreaterThan(order);
  });

  it('makes what is known of sources void when announcements may have been lost', async () => {
    const process = await settled();
    await process.registry.announce(PLACE, [{ id: 'wiki', version: '2' }]);
    const before = (await process.read())!;
    await failOver(1, [process]);
    await process.keeper.look();
    const after = await servers.current().read(PLACE);
    expect(after.sourcesSeq).toBe(before.sourcesSeq);
    expect(after.sourcesBorn).toBeGreaterThan(before.sourcesBorn);
  });

  it('notices without a new server that numbers went backwards, and waits for others then', async () => {
    const process = await settled();
    const { number } = await process.purge({});
    const lagging = { ...(await process.read())!, purges: { seq: number - 1, floor: 0, revision: 0 } };
    jest.spyOn(process.registry, 'read').mockResolvedValueOnce(lagging).mockResolvedValueOnce(lagging);
    expect(await process.read()).toBeUndefined();
    expect(process.signals.counted).toContain('fail_open:registry.backwards');
    expect(process.keeper.trustPeriod).toBeUndefined();
    time.pass(GRACE_MS);
    expect(process.keeper.trustPeriod).toBeDefined();
  });

  it('takes a reply that a younger one overtook for nothing worse', async () => {
    const process = await settled();
    const old = (await process.read())!;
    await process.purge({});
    await process.read();
    jest.spyOn(process.registry, 'read').mockResolvedValueOnce(old);
    expect(await process.read()).toEqual(await servers.current().read(PLACE));
    expect(process.keeper.trustPeriod).toBeDefined();
    expect(process.signals.counted).toEqual([]);
  });

  it('follows the purges of others, so that it can give them back', async () => {
    const [process, other] = [await settled(), await settled()];
    const { number } = await other.purge({ tags: ['faq'] });
    await process.keeper.look();
    expect(process.books.known('acme')).toMatchObject({ readTo: number, facts: [{ number }] });
  });

  it('learns of later purges though one tenant can not be read', async () => {
    const [process, other] = [await settled(), await settled()];
    await other.purge({ tags: ['faq'] });
    jest.spyOn(process.books, 'readOn').mockRejectedValueOnce(new Error('lost'));
    await process.keeper.look();
    expect(process.keeper.trustPeriod).toBeDefined();
    await process.keeper.look();
    expect(process.books.known('acme').facts).toHaveLength(1);
  });

  it('is not settled by a look during which it was doubted', async () => {
    const process = await settled();
    process.keeper.doubt();
    const looking = process.keeper.look();
    process.keeper.doubt();
    await looking;
    expect(process.keeper.trustPeriod).toBeUndefined();
    await process.keeper.look();
    expect(process.keeper.trustPeriod).toBeDefined();
  });

  it('stays in doubt while the registry can not be looked at', async () => {
    const process = await settled();
    process.link.mode = 'cut';
    process.link.break();
    await expect(process.keeper.look()).rejects.toThrow();
    process.link.mode = 'up';
    expect(process.keeper.trustPeriod).toBeUndefined();
  });

  describe('while a process that was there lately is out of reach', () => {
    const cutOff = async () => {
      const [process, other] = [await settled(), await settled()];
      const { number } = await other.purge({ tags: ['faq'] });
      other.link.mode = 'cut';
      await failOver(1, [process, other]);
      await process.keeper.look();
      time.pass(GRACE_MS);
      await process.keeper.look();
      expect(process.keeper.trustPeriod).toBeUndefined();
      return { process, other, number };
    };

    it('waits for what that one knows', async () => {
      const { process, other, number } = await cutOff();
      other.link.mode = 'up';
      await other.keeper.look();
      await process.keeper.look();
      expect(process.keeper.trustPeriod).toBeDefined();
      expect(await numbersNow()).toEqual([number]);
    });

    it('goes on without it after a while', async () => {
      const { process } = await cutOff();
      time.pass(5_000);
      await process.keeper.look();
      expect(process.keeper.trustPeriod).toBeDefined();
    });
  });

  describe('of a process that begins', () => {
    it('believes a registry that is new, and one that others have confirmed', async () => {
      for (let at = 0; at < 2; at++) {
        const { keeper } = aProcess();
        await keeper.look();
        expect(keeper.trustPeriod).toBeDefined();
      }
    });

    it('waits on new servers until those who know could give back', async () => {
      const process = await settled();
      await process.purge({ tags: ['faq'] });
      await failOver(1, [process]);
      const young = aProcess();
      await young.keeper.look();
      expect(young.keeper.trustPeriod).toBeUndefined();
      await process.keeper.look();
      time.pass(GRACE_MS);
      await process.keeper.look();
      const younger = aProcess();
      await younger.keeper.look();
      expect([young.keeper.trustPeriod, younger.keeper.trustPeriod]).toEqual([
        expect.any(Number),
        expect.any(Number),
      ]);
    });
  });

  describe('gives no purge a number', () => {
    it('while the registry is doubted', async () => {
      const process = await settled();
      process.keeper.doubt();
      await expect(process.purge({})).rejects.toMatchObject({ code: 'store_unavailable' });
      expect(await numbersNow()).toEqual([]);
    });

    it('that other servers may have given while the connection was made anew', async () => {
      const process = await settled();
      const { purges } = servers.current();
      jest.spyOn(process.registry.purges, 'add').mockImplementationOnce(async (...purge) => {
        process.link.break();
        await process.keeper.look();
        return purges.add(...purge);
      });
      await expect(process.purge({})).rejects.toMatchObject({ code: 'store_unavailable' });
    });
  });
});
