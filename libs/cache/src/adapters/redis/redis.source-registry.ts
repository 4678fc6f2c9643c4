import type { Clock, Source } from '@app/core';
import {
  SourceRegistry,
  type Place,
  type RegistryState,
  type Wall,
} from '../../ports/source-registry.port.js';
import type { RemoteServer } from '../../resilience/remote-server.js';
import { evictionProblem } from './redis.eviction.js';
import { RedisNumbers } from './redis.numbers.js';
import type { RedisServer } from './redis.server.js';
import { SharedTurn } from './shared-turn.js';

const EPOCHS = ['epoch', 'purge_seq'] as const;
const SOURCES = ['seq', 'born'] as const;

/** Before a source's id, so that no id can be taken for a number. */
const VERSION = 'v:';

/**
 * Epochs and source versions on a Redis or Valkey. The versions of a namespace live under one key with their numbers, so
 * that they can only be lost together. None of these keys expires: what is lost is made anew with now, which kills
 * everything older.
 */
export class RedisSourceRegistry extends SourceRegistry {
  override readonly server: RemoteServer;
  private readonly numbers: RedisNumbers;
  private readonly shared = new SharedTurn<RegistryState>();

  constructor(
    private readonly redis: RedisServer,
    clock: Clock,
  ) {
    super();
    this.server = redis.server;
    this.numbers = new RedisNumbers(redis, clock);
  }

  read(place: Place): Promise<RegistryState> {
    return this.shared.read(this.epochs(place), () => this.readNow(place));
  }

  raiseEpoch(wall: Wall): Promise<number> {
    return this.numbers.raise(this.epochs(wall), 'epoch');
  }

  raisePurgeSeq(wall: Wall): Promise<number> {
    return this.numbers.raise(this.epochs(wall), 'purge_seq');
  }

  async announce(place: Place, sources: readonly Required<Source>[]): Promise<void> {
    const key = this.sources(place);
    await this.numbers.read(key, SOURCES);
    await this.numbers.raise(
      key,
      'seq',
      sources.flatMap(({ id, version }) => [`${VERSION}${id}`, version]),
    );
  }

  async versions(place: Place, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
    if (ids.length === 0) return new Map();
    const fields = ids.map((id) => `${VERSION}${id}`);
    const found = await this.redis.client.hmget(this.sources(place), ...fields);
    return new Map(ids.flatMap((id, at) => (found[at] === null ? [] : [[id, found[at]!] as const])));
  }

  async ping(): Promise<void> {
    await this.redis.ping();
    const problem = await evictionProblem(this.redis.client);
    if (problem) throw new Error(problem);
  }

  close(): Promise<void> {
    return this.redis.close();
  }

  private async readNow(place: Place): Promise<RegistryState> {
    const [whole, part, sources] = await Promise.all([
      this.numbers.read(this.epochs({ tenant: place.tenant }), EPOCHS),
      this.numbers.read(this.epochs(place), EPOCHS),
      this.numbers.read(this.sources(place), SOURCES),
    ]);
    return {
      epochs: { tenant: whole.epoch, namespace: part.epoch },
      purgeSeq: { tenant: whole.purge_seq, namespace: part.purge_seq },
      sourcesSeq: sources.seq,
      sourcesBorn: sources.born,
    };
  }

  private epochs({ tenant, namespace }: Wall): string {
    return namespace === undefined
      ? this.redis.key('epoch', tenant)
      : this.redis.key('epoch', tenant, namespace);
  }

  private sources({ tenant, namespace }: Place): string {
    return this.redis.key('sources', tenant, namespace);
  }
}
