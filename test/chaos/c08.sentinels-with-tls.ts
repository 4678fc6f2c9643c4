import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Figure } from '../../bench/bench-part.js';
import { startRecordingProxy, type RecordingProxy } from '../support/recording.proxy.js';
import { makeCertificates } from '../support/redis/redis.certificates.js';
import { startSentinels, type RedisSentinels } from '../support/redis/redis.sentinels.js';
import { lockedSentinels, USER, WATCHER } from '../support/redis/redis.users.js';
import { until } from '../support/timing.js';
import { count, happened, milliseconds } from './figures.js';
import { inTwoSizes } from './in-two-sizes.js';
import { withReplicas, type Replicas } from './purges/replicas.js';
import { shelvesOf } from './purges/shelves.js';

/** A record of TLS that holds a greeting begins with it. */
const TLS = String.fromCharCode(0x16);
const SECRETS = Object.values({ ...USER, ...WATCHER });

interface Size {
  /** Answers per kind of purge. */
  readonly answers: number;
  readonly rounds: number;
}

export const sentinelsWithTls = inTwoSizes<Size>({
  name: 'c08',
  title: 'Sentinels with TLS and users, all that is sent written down; purges, and a failover',
  sizes: { quick: { answers: 3, rounds: 2 }, thorough: { answers: 20, rounds: 40 } },
  run,
});

async function run(size: Size): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'ragcache-tls-'));
  const proxies: RecordingProxy[] = [];
  const before = async (port: number) => {
    const proxy = await startRecordingProxy(port);
    proxies.push(proxy);
    return proxy.port;
  };
  const files = makeCertificates(folder);
  const redis = await startSentinels({ ...lockedSentinels(files), before });
  try {
    const watching = await Promise.all(redis.sentinels.map(({ port }) => before(port)));
    const stores = {
      ...{ ...USER, ...WATCHER, REDIS_TLS_CA: files.ca, REDIS_SENTINEL_NAME: redis.name },
      REDIS_SENTINELS: watching.map((port) => `127.0.0.1:${port}`).join(','),
    };
    const figures = await withReplicas({ stores }, (replicas) => trial(redis, replicas, size));
    return [...figures, ...heardBy(proxies)];
  } finally {
    await redis.stop();
    await Promise.all(proxies.map((proxy) => proxy.close()));
    rmSync(folder, { recursive: true, force: true });
  }
}

async function trial(redis: RedisSentinels, { services, tally }: Replicas, size: Size): Promise<Figure[]> {
  const [early, late] = [shelvesOf('before', size.answers), shelvesOf('after', size.answers)];
  const kept = [...early, ...late].filter(({ kind }) => kind === 'kept');
  const everyKept = kept.length * size.answers * services.length;
  await tally.teach([...early, ...late], services);
  // The stores hear of an answer shortly after the replica that brought it.
  await until(async () => (await tally.ask(kept, services)) === everyKept);
  for (const shelf of early) if (shelf.kind !== 'kept') await tally.forget(shelf, services[0]);
  await tally.ask(early, services, size.rounds);
  const killedAt = performance.now();
  await redis.promote(redis.copies[0]!);
  await until(async () => (await tally.ask(kept, services)) === everyKept);
  const healed = performance.now() - killedAt;
  for (const shelf of late) if (shelf.kind !== 'kept') await tally.forget(shelf, services[1]);
  await tally.ask([...early, ...late], services, size.rounds);
  return [milliseconds('from the kill until all was served again', healed, 15_000), ...tally.figures()];
}

/** What stood on the wire to servers and Sentinels. */
function heardBy(proxies: readonly RecordingProxy[]): Figure[] {
  const heard = proxies.map((proxy) => proxy.heard().filter((bytes) => bytes.length > 0));
  const all = heard.flat();
  return [
    count('connections that were listened to', all.length),
    happened('… to each server and to a Sentinel', heard.filter(({ length }) => length > 0).length > 2),
    count('… that did not begin with TLS', all.filter((bytes) => !bytes.startsWith(TLS)).length, 0),
    count('… that told a name or a password', all.filter(tellsASecret).length, 0),
  ];
}

function tellsASecret(bytes: string): boolean {
  return SECRETS.some((secret) => bytes.includes(secret));
}
