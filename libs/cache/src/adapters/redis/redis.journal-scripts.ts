/** The server's own clock, in epoch milliseconds: the clocks of those who ask decide nothing. */
export const NOW = `local time = redis.call('TIME')
    local now = time[1] * 1000 + math.floor(time[2] / 1000)`;

/** Each touches the one key it is given, which belongs to no tenant. */
export const JOURNAL_SCRIPTS = {
  /**
   * Notes that a tenant had a purge, for other processes: by the time, but never before what was noted earlier. ARGV: tenant and
   * number, how long and how many are kept.
   */
  ragcacheJournal: `${NOW}
    local newest = redis.call('ZREVRANGEBYSCORE', KEYS[1], '+inf', '-inf', 'WITHSCORES', 'LIMIT', 0, 1)
    local at = math.max(now, tonumber(newest[2] or '0') + 1)
    redis.call('ZADD', KEYS[1], string.format('%.0f', at), ARGV[1])
    redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', string.format('%.0f', now - tonumber(ARGV[2])))
    redis.call('ZREMRANGEBYRANK', KEYS[1], 0, -1 - tonumber(ARGV[3]))
    return 1`,
  /**
   * Notes what a process answers, and gives what each of the last seconds answered; a server without room for the note gives them all
   * the same. ARGV: process, how long an answer counts and, unless the process ends, the answer.
   */
  ragcacheRoll: `${NOW}
    if ARGV[3] then redis.pcall('HSET', KEYS[1], ARGV[1], string.format('%.0f ', now) .. ARGV[3]) else redis.call('HDEL', KEYS[1], ARGV[1]) end
    local present = {}
    local roll = redis.call('HGETALL', KEYS[1])
    for at = 1, #roll, 2 do
      local noted, answer = string.match(roll[at + 1], '^(%d+) (.*)$')
      local age = math.abs(now - tonumber(noted))
      if age <= tonumber(ARGV[2]) then
        present[#present + 1] = roll[at]
        present[#present + 1] = answer
      else
        if age > 20 * tonumber(ARGV[2]) then redis.call('HDEL', KEYS[1], roll[at]) end
      end
    end
    return present`,
} as const;
