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
