import type { RedisProcess } from '../../support/redis/redis.process.js';

/** At a time: the server answers nothing else meanwhile. */
const SLICE = 5_000;

/** Puts entries as the store does, but without a body that anybody could read. ARGV: first, last, tag. */
const FILL = `
  local listings = { 'ragcache:namespace:acme:filler', 'ragcache:model:acme:filler', 'ragcache:tag:acme:' .. ARGV[3] }
  local time = redis.call('TIME')
  local till = string.format('%.0f', time[1] * 1000 + 3600000)
  for at = tonumber(ARGV[1]), tonumber(ARGV[2]) do
    local key, id = string.format('filler-%d', at), string.format('01K4ZB3N8T8Q0W6J7V%08d', at)
    redis.call('HSET', 'ragcache:entry:' .. key, 'call_order', 1, 'body', string.rep('x', 800), 'id', id, 'tenant', 'acme',
      'namespace', 'filler', 'model', 'filler', 'writer', 'filler', 'birth', 1, 'question', 'filler', 'tags', '["' .. ARGV[3] .. '"]',
      'canonical_key', 'canon-' .. key, 'keep_until', till, 'hits', 0, 'accessed_at', 1)
    redis.call('PEXPIRE', 'ragcache:entry:' .. key, 3600000)
    redis.call('SET', 'ragcache:id:' .. id, key, 'PX', 3600000)
    redis.call('SET', 'ragcache:canon:canon-' .. key, till .. ' ' .. key, 'PX', 3600000)
    for _, listing in ipairs(listings) do redis.call('ZADD', listing, till, key) end
  end
  redis.call('ZADD', 'ragcache:namespaces:acme', till, 'filler')
  return 1`;

/** Fills the store with so many entries of a tenant under one tag. */
export function fill(redis: RedisProcess, tag: string, size: number): void {
  for (let at = 0; at < size; at += SLICE)
    redis.cli('eval', FILL, '0', `${at}`, `${Math.min(at + SLICE, size) - 1}`, tag);
}
