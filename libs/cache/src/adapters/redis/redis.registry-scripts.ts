import { NOW } from './redis.journal-scripts.js';

const NUMBERS = `${NOW}
    local function number(field) return tonumber(redis.call('HGET', KEYS[1], field) or '0') end
    local function set(field, value) redis.call('HSET', KEYS[1], field, string.format('%.0f', value)) end
    local function raise(field, value)
      if value <= number(field) then return false end
      set(field, value)
      return true
    end
    local function begin()
      if redis.call('HGET', KEYS[1], 'born') then return end
      for _, field in ipairs({ 'born', 'epoch', 'seq' }) do set(field, now) end
      for _, field in ipairs({ 'floor', 'revision' }) do set(field, 0) end
    end
    local function note(fact, purge, target)
      redis.call('ZADD', KEYS[2], string.format('%.0f', purge), string.format('%.0f', purge) .. ' ' .. fact)
      if target == 'epoch' then raise('epoch', purge) elseif target ~= '' then raise(target, purge) end
    end`;

/** Numbers come from the server's clock. Each script touches the keys it is given, which stand in one slot of a cluster: the tenant's numbers, its purges, and more. */
export const REGISTRY_SCRIPTS = {
  /** Makes the numbers of a tenant that isn't known. */
  ragcacheBegin: `${NUMBERS}
    begin()
    return 1`,
  /** The next number of a field. ARGV: field. */
  ragcacheNext: `${NUMBERS}
    begin()
    local next = math.max(now, number(ARGV[1]) + 1)
    set(ARGV[1], next)
    return string.format('%.0f', next)`,
  /** Notes a purge. ARGV: the purge as JSON, the field of the epoch that it raises or nothing, and how many purges are kept. */
  ragcachePurge: `${NUMBERS}
    begin()
    local next = math.max(now, number('seq') + 1)
    set('seq', next)
    note(string.format('%.0f', now) .. ' ' .. ARGV[1], next, ARGV[2])
    local surplus = redis.call('ZCARD', KEYS[2]) - tonumber(ARGV[3])
    if surplus > 0 then
      local gone = redis.call('ZPOPMIN', KEYS[2], surplus)
      for at = 2, #gone, 2 do redis.call('HDEL', KEYS[3], gone[at], gone[at] .. ' done') end
      raise('floor', tonumber(gone[#gone]))
    end
    return { string.format('%.0f', next), string.format('%.0f', now) }`,
  /**
   * Raises numbers that are lower, and notes purges that are missing. ARGV: order, revision, epoch, seq, floor, then number, purge and
   * epoch field of each.
   */
  ragcacheRestore: `${NUMBERS}
    begin()
    raise('order', tonumber(ARGV[1]))
    raise('revision', tonumber(ARGV[2]))
    local changed = false
    for at, field in ipairs({ 'epoch', 'seq', 'floor' }) do
      changed = raise(field, tonumber(ARGV[at + 2])) or changed
    end
    for at = 6, #ARGV, 3 do
      if redis.call('ZCOUNT', KEYS[2], ARGV[at], ARGV[at]) == 0 then
        note(ARGV[at + 1], tonumber(ARGV[at]), ARGV[at + 2])
        changed = true
      end
    end
    if changed then set('revision', number('revision') + 1) end
    return 1`,
  /** Forgets purges below a number, and what was noted about them. ARGV: number. */
  ragcacheTrim: `${NUMBERS}
    local newest = redis.call('ZREVRANGEBYSCORE', KEYS[2], '(' .. ARGV[1], '-inf', 'WITHSCORES', 'LIMIT', 0, 1)
    if #newest == 0 then return 0 end
    raise('floor', tonumber(newest[2]))
    for _, field in ipairs(redis.call('HKEYS', KEYS[3])) do
      if tonumber(string.match(field, '^%d+')) < tonumber(ARGV[1]) then redis.call('HDEL', KEYS[3], field) end
    end
    for at, value in ipairs(redis.call('HGETALL', KEYS[1])) do
      if at % 2 == 1 and string.sub(value, 1, 3) == 'ns:' and number(value) < tonumber(ARGV[1]) then
        redis.call('HDEL', KEYS[1], value)
      end
    end
    return redis.call('ZREMRANGEBYSCORE', KEYS[2], '-inf', '(' .. ARGV[1])`,
  /** Sets versions of sources, then raises their number. The third key holds them. ARGV: field of the number, then id and version of each. */
  ragcacheAnnounce: `${NUMBERS}
    begin()
    for at = 2, #ARGV, 2 do redis.call('HSET', KEYS[3], ARGV[at], ARGV[at + 1]) end
    set(ARGV[1], math.max(now, number(ARGV[1]) + 1))
    return 1`,
  /** Makes what is known of sources void. ARGV: fields of their number and of their beginning, and the number. */
  ragcacheRestoreSources: `${NUMBERS}
    begin()
    raise(ARGV[1], tonumber(ARGV[3]))
    set(ARGV[2], math.max(now, number(ARGV[2]) + 1, number('born') + 1))
    return 1`,
} as const;
