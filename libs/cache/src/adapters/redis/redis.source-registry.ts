import type { Source } from '@app/core';
import { Cluster } from 'ioredis';
import { SourceRegistry, type NamespaceRef, type RegistryState } from '../../ports/source-registry.port.js';
import type { RemoteServer } from '../../resilience/remote-server.js';
import { evictionProblem } from './redis.eviction.js';
import { RedisMasters } from './redis.masters.js';
import { RedisPurgeLog } from './redis.purge-log.js';
import { RedisRegistryKeys, sourcesBorn, sourcesSeq } from './redis.registry-keys.js';
import { stateFields, stateOf } from './redis.registry-state.js';
import type { RedisServer } from './redis.server.js';
import { SharedReads } from './shared-reads.js';

/** Before a source's id, so that no id can be taken for another field. */
const VERSION = 'v:';

/**
 * Purges, epochs and source versions on a Redis or Valkey. None of the keys expires: what is lost is made anew with now, which
 * kills everything older.
 */
export class RedisSourceRegistry extends SourceRegistry {
  override readonly server: RemoteServer;
  readonly purges: RedisPurgeLog;
  private readonly keys: RedisRegistryKeys;
  private readonly masters: RedisMasters;
  private readonly roll: RedisRoll;
  private readonly shared = new SharedReads<RegistryState>();

  /** @param copies how many copies a purge waits for. */
  constructor(
    private readonly redis: RedisServer,
    copies: number,
  ) {
    super();
    this.server = redis.server;
    this.keys = new RedisRegistryKeys(redis);
    this.masters = new RedisMasters(redis.client);
    this.roll = new RedisRoll(redis, this.keys);
    this.purges = new RedisPurgeLog(redis, this.keys, copies);
  }

  read(ref: NamespaceRef): Promise<RegistryState> {
    // A cluster's client sends at once: what is read may be older than a request that comes later in the turn.
    if (this.redis.client instanceof Cluster) return this.readNow(ref);
    return this.shared.read(`${ref.tenant} ${ref.namespace}`, () => this.readNow(ref));
  }

  async order(tenant: string): Promise<number> {
    return Number(await this.redis.client.ragcacheNext(1, this.keys.numbers(tenant), 'order'));
  }

  override incarnation(): Promise<string> {
    return this.masters.names();
  }

  override async confirmed(): Promise<string | undefined> {
    return (await this.redis.client.get(this.keys.confirmed())) ?? undefined;
  }

  override async confirm(incarnation: string): Promise<void> {
    await this.redis.client.set(this.keys.confirmed(), incarnation);
  }

  override onDoubt(listener: () => void): void {
    this.masters.onDoubt(listener);
  }

  override answerRoll(process: string, servers: string | undefined): Promise<Map<string, string>> {
    return this.roll.answer(process, servers);
  }

  async announce(ref: NamespaceRef, sources: readonly Required<Source>[]): Promise<void> {
    const { tenant, namespace } = ref;
    const keys = [this.keys.numbers(tenant), this.keys.purges(tenant), this.keys.sources(ref)] as const;
    const versions = sources.flatMap(({ id, version }) => [`${VERSION}${id}`, version]);
    await this.redis.client.ragcacheAnnounce(3, ...keys, sourcesSeq(namespace), ...versions);
  }

  async versions(ref: NamespaceRef, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
    if (ids.length === 0) return new Map();
    const fields = ids.map((id) => `${VERSION}${id}`);
    const [found, length] = await Promise.all([
      this.redis.client.hmget(this.keys.sources(ref), ...fields),
      this.redis.client.hlen(this.keys.sources(ref)),
    ]);
    if (length === 0 && (await this.readNow(ref)).sourcesSeq > 0)
      throw new Error('The list of source versions was lost.');
    return new Map(ids.flatMap((id, at) => (found[at] === null ? [] : [[id, found[at]!] as const])));
  }

  async restoreSources({ tenant, namespace }: NamespaceRef, seq: number): Promise<void> {
    if (seq === 0) return;
    const fields = [sourcesSeq(namespace), sourcesBorn(namespace)];
    await this.redis.client.ragcacheRestoreSources(1, this.keys.numbers(tenant), ...fields, seq);
  }

  async ping(): Promise<void> {
    await this.redis.ping();
    const problem = await evictionProblem(this.redis.client);
    if (problem) throw new Error(problem);
  }

  close(): Promise<void> {
    this.purges.close();
    return this.redis.close();
  }

  private async readNow({ tenant, namespace }: NamespaceRef): Promise<RegistryState> {
    const key = this.keys.numbers(tenant);
    const fields = stateFields(namespace);
    let found = await this.redis.client.hmget(key, ...fields);
    if (found[0] === null) {
      await this.redis.client.ragcacheBegin(1, key);
      found = await this.redis.client.hmget(key, ...fields);
    }
    this.masters.notice();
    return stateOf(found);
  }
}

/** A process that has not answered for so long may have ended. Milliseconds; several looks at the registry. */
const PRESENT_MS = 5_000;

/** Which processes are there, and which servers each has given what it knows. */
export class RedisRoll {
  constructor(
    private readonly redis: RedisServer,
    private readonly keys: RedisRegistryKeys,
  ) {}

  async answer(process: string, servers: string | undefined): Promise<Map<string, string>> {
    const answer = servers === undefined ? [] : [servers];
    const told = await this.redis.client.ragcacheRoll(this.keys.roll(), process, PRESENT_MS, ...answer);
    const present = told as string[];
    return new Map(present.flatMap((name, at) => (at % 2 === 0 ? [[name, present[at + 1]!] as const] : [])));
  }
}
