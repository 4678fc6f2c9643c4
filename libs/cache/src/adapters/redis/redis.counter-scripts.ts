/** What scripts of counters have in common. Times are milliseconds since 2026, by the server's clock: small numbers keep their fractions. */
const COUNTING = `local time = redis.call('TIME')
    local now = (time[1] - 1767225600) * 1000 + math.floor(time[2] / 1000)
    local function draw(at)
      local cost, limit, period = tonumber(ARGV[3 * at - 2]), tonumber(ARGV[3 * at - 1]), tonumber(ARGV[3 * at])
      return cost, period / limit, period
    end
    local function owed(key, period)
      local debt = tonumber(redis.call('GET', key) or '0') - now
      return debt > 2 * period + 0.5 and 0 or math.max(debt, 0)
    end
    local function note(key, debt)
      redis.call('SET', key, string.format('%.6f', now + debt), 'PX', math.ceil(debt) + 1000)
    end`;

/** Each touches the keys it is given, which stand in one slot of a cluster. */
export const COUNTER_SCRIPTS = {
  /**
   * The generic cell rate algorithm of gcra.ts in libs/access, for counters that stand in one slot: all or nothing is taken. ARGV, of
   * each key: cost, limit, period in ms. Gives, of each: granted, remaining, wait in ms.
   */
  ragcacheTake: `${COUNTING}
    local rooms, debts, all = {}, {}, true
    for at, key in ipairs(KEYS) do
      local cost, each, period = draw(at)
      local debt = owed(key, period)
      local over = debt + math.max(cost, 1) * each - period
      local granted = over <= 0.5
      if granted then debt = debt + cost * each end
      local remaining = math.max(0, math.floor((period - debt + 0.5) / each))
      local wait = granted and debt + (remaining + 1) * each - period or over
      rooms[at] = { granted and 1 or 0, remaining, debt == 0 and 0 or math.max(1, math.ceil(wait)) }
      debts[at], all = debt, all and granted
    end
    if all then
      for at, key in ipairs(KEYS) do if draw(at) > 0 then note(key, debts[at]) end end
    end
    return rooms`,
  /** Notes what was used, room or not. Keys and ARGV as above. */
  ragcacheCharge: `${COUNTING}
    for at, key in ipairs(KEYS) do
      local cost, each, period = draw(at)
      note(key, math.min(owed(key, period) + cost * each, 2 * period))
    end
    return 1`,
} as const;
