import type { Cluster, Redis } from 'ioredis';
import { COUNTER_SCRIPTS } from './redis.counter-scripts.js';
import { JOURNAL_SCRIPTS } from './redis.journal-scripts.js';
import { REGISTRY_SCRIPTS } from './redis.registry-scripts.js';

/** What removes a slice of entries in few commands: each command costs this process a promise, a parsed reply and garbage. */
export const REMOVAL_SCRIPTS = {
  /** Fields of several hashes, a list for each. ARGV: the fields. */
  ragcacheFacts: `local facts = {}
    for at, key in ipairs(KEYS) do facts[at] = redis.call('HMGET', key, unpack(ARGV)) end
    return facts`,
  /** Deletes entries that are still the ones meant. ARGV: their ids. Gives 1 for each that is gone by this, or else 0. */
  ragcacheDrop: `local gone = {}
    for at, key in ipairs(KEYS) do
      gone[at] = redis.call('HGET', key, 'id') == ARGV[at] and redis.call('DEL', key) or 0
    end
    return gone`,
  /** Deletes pointers that still lead there. ARGV: where, of each. */
  ragcacheUnpoint: `for at, key in ipairs(KEYS) do
      local value = redis.call('GET', key)
      if value and string.sub(value, -#ARGV[at]) == ARGV[at] then redis.call('DEL', key) end
    end
    return 1`,
} as const;

/** Each of these touches the one key it is given, so that it runs wherever in a cluster that key lives. */
const SCRIPTS = {
  /**
   * Adds a member to a listing, drops what expired a day ago by the server's clock, since the writers' clocks differ, and lets the
   * listing live as long as its last member. ARGV: member, until, ttl.
   */
  ragcacheList: `local time = redis.call('TIME')
    local now = time[1] * 1000 + math.floor(time[2] / 1000)
    redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', string.format('%.0f', now - 86400000))
    redis.call('ZADD', KEYS[1], 'GT', ARGV[2], ARGV[1])
    if redis.call('PTTL', KEYS[1]) < tonumber(ARGV[3]) then redis.call('PEXPIRE', KEYS[1], ARGV[3]) end
    return 1`,
  /**
   * Puts an entry in place of the one under its key, unless that one was asked for later: body and lifetime at once, so that no entry
   * can come to be that never expires. ARGV: order, ttl, then pairs of field and value.
   */
  ragcacheSave: `local held = redis.call('HGET', KEYS[1], 'call_order')
    if held and tonumber(held) > tonumber(ARGV[1]) then return 0 end
    redis.call('DEL', KEYS[1])
    redis.call('HSET', KEYS[1], 'call_order', ARGV[1])
    for at = 3, #ARGV, 2 do redis.call('HSET', KEYS[1], ARGV[at], ARGV[at + 1]) end
    redis.call('PEXPIRE', KEYS[1], ARGV[2])
    return 1`,
  /** Sets a pointer (until, order, key), unless it leads to an answer that was asked for later. ARGV: order, ttl, pointer. */
  ragcachePoint: `local held = redis.call('GET', KEYS[1])
    local order = held and tonumber(string.match(held, '^%S+ (%d+) '))
    if order and order > tonumber(ARGV[1]) then return 0 end
    redis.call('SET', KEYS[1], ARGV[3], 'PX', ARGV[2])
    return 1`,
  /** Adds hits to an entry that still exists. ARGV: hits, accessed at. */
  ragcacheHit: `if redis.call('EXISTS', KEYS[1]) == 0 then return 0 end
    redis.call('HINCRBY', KEYS[1], 'hits', ARGV[1])
    local before = tonumber(redis.call('HGET', KEYS[1], 'accessed_at') or '0')
    if before < tonumber(ARGV[2]) then redis.call('HSET', KEYS[1], 'accessed_at', ARGV[2]) end
    return 1`,
  /** Lengthens a lock's life if it is still one's own. ARGV: token, ttl. */
  ragcacheRenew: `if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
    return redis.call('PEXPIRE', KEYS[1], ARGV[2])`,
  /** Removes a lock if it is still one's own. ARGV: token. */
  ragcacheUnlock: `if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
    return redis.call('DEL', KEYS[1])`,
  /** Puts something else in a lock's place if it is still one's own. ARGV: token, value, ttl. */
  ragcacheReplace: `if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
    redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3])
    return 1`,
  /** Adds to the numbers of a hash, once per batch. ARGV: the writer's field, the batch's number, ttl, then pairs of field and number. */
  ragcacheAdd: `if redis.call('HGET', KEYS[1], ARGV[1]) == ARGV[2] then return 0 end
    redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
    for at = 4, #ARGV, 2 do redis.call('HINCRBYFLOAT', KEYS[1], ARGV[at], ARGV[at + 1]) end
    redis.call('PEXPIRE', KEYS[1], ARGV[3])
    return 1`,
  /** Sets a field of a hash that is there, unless the field is. ARGV: field, value. */
  ragcacheNote: `if redis.call('EXISTS', KEYS[1]) == 0 then return 0 end
    redis.call('HSETNX', KEYS[1], ARGV[1], ARGV[2])
    return 1`,
} as const;

const SCRIPTS_OF_MANY = { ...COUNTER_SCRIPTS, ...REGISTRY_SCRIPTS, ...REMOVAL_SCRIPTS };

type Values = (string | number)[];
type Script = (key: string, ...values: Values) => Promise<unknown>;
type ScriptOfMany = (keys: number, ...keysThenValues: Values) => Promise<unknown>;

/** A client that knows our scripts by name. */
export type RedisClient = (Redis | Cluster) & {
  readonly [Name in keyof (typeof SCRIPTS & typeof JOURNAL_SCRIPTS)]: Script;
} & { readonly [Name in keyof typeof SCRIPTS_OF_MANY]: ScriptOfMany };

export function withScripts(client: Redis | Cluster): RedisClient {
  for (const [name, lua] of Object.entries({ ...SCRIPTS, ...JOURNAL_SCRIPTS }))
    client.defineCommand(name, { numberOfKeys: 1, lua });
  for (const [name, lua] of Object.entries(SCRIPTS_OF_MANY)) client.defineCommand(name, { lua });
  return client as RedisClient;
}
