import { QDRANT } from './adapters/qdrant/qdrant.store-server.js';
import { REDIS } from './adapters/redis/redis.store-server.js';
import { CacheEnv } from './cache.env.js';
import { remoteStoreProblems, serversOf, statsStoreOf, usesRedis } from './chosen-stores.js';

const settings = (parts: Partial<CacheEnv>) => Object.assign(new CacheEnv(), parts);

describe('the chosen stores', () => {
  it('keep statistics where entries live, unless a setting says otherwise', () => {
    expect(statsStoreOf(settings({ ENTRY_STORE: 'memory' }))).toBe('memory');
    expect(statsStoreOf(settings({ ENTRY_STORE: 'memory', STATS_STORE: 'redis' }))).toBe('redis');
  });

  it('keep statistics in the file when there is no store of them of the kind of the entries', () => {
    const environment = { ...settings({}), ENTRY_STORE: 'postgres' } as unknown as CacheEnv;
    expect(statsStoreOf(environment)).toBe('sqlite');
  });

  it.each<[string, Partial<CacheEnv>, object[]]>([
    ['none, without a server', {}, []],
    ['Redis once, for several stores', { ENTRY_STORE: 'redis', SOURCE_REGISTRY: 'redis' }, [REDIS]],
    ['Redis, for statistics alone', { STATS_STORE: 'redis' }, [REDIS]],
    ['Qdrant', { VECTOR_INDEX: 'qdrant' }, [QDRANT]],
    ['both', { ENTRY_STORE: 'redis', VECTOR_INDEX: 'qdrant' }, [REDIS, QDRANT]],
  ])('name the servers that they live on: %s', (_, parts, servers) => {
    expect([...serversOf(settings(parts))]).toEqual(servers);
    expect(usesRedis(settings(parts))).toBe(servers.includes(REDIS));
  });

  it('need the settings of their servers, and of no other', () => {
    const variables = (parts: Partial<CacheEnv>) =>
      remoteStoreProblems(settings(parts), true).map(({ variable }) => variable);
    expect(variables({})).toEqual([]);
    expect(variables({ STATS_STORE: 'redis' })).toEqual(['REDIS_URL']);
    expect(variables({ ENTRY_STORE: 'redis', VECTOR_INDEX: 'qdrant' })).toEqual(['REDIS_URL', 'QDRANT_URL']);
    expect(variables({ VECTOR_INDEX: 'qdrant', QDRANT_URL: 'http://vectors:6333' })).toEqual([
      'QDRANT_API_KEY',
    ]);
  });
});
