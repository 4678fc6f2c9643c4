import { hkdfSync } from 'node:crypto';
import type { Signals } from '@app/core';
import type { RedisServer } from './redis.server.js';

/** How often a replica says which secret it has. Milliseconds. */
const BEAT_MS = 5_000;
/** A replica that was silent for longer has gone, or has another secret by now. Seconds. */
const RECENT_S = 60;
const PART = 'entry-secret';
const UNSEALED = 'none';

/** Notes who is there now by the server's clock, forgets who is not, and counts the others. ARGV: own fingerprint, seconds. */
const BEAT = `local now = tonumber(redis.call('TIME')[1])
  local seen = redis.call('HGETALL', KEYS[1])
  local kept, others = { ARGV[1], now }, 0
  for at = 1, #seen, 2 do
    if seen[at] ~= ARGV[1] and now - tonumber(seen[at + 1]) <= tonumber(ARGV[2]) then
      table.insert(kept, seen[at])
      table.insert(kept, seen[at + 1])
      others = others + 1
    end
  end
  redis.call('DEL', KEYS[1])
  redis.call('HSET', KEYS[1], unpack(kept))
  return others`;

/** What an operator is told. */
export const SECRETS_DIFFER =
  'Replicas on this Redis seal entries with different secrets, so each refuses what the other stored and pays for it again. Give all of them the same ENTRY_SECRET (or KEY_PEPPER, where that is unset).';

/** Tells secrets apart and nothing else about them. */
export function fingerprintOf(secret: string | undefined): string {
  if (secret === undefined) return UNSEALED;
  return Buffer.from(hkdfSync('sha256', secret, '', 'ragcache entry secret fingerprint v1', 8)).toString(
    'hex',
  );
}

/**
 * Whether all replicas that share entries on one Redis seal them with the same secret. While a new one is rolled out they
 * do not, and it is over a minute after the last replica with the old one.
 */
export class RedisSecretWatch {
  private differ = false;
  private timer?: NodeJS.Timeout;

  /** @param warn is told once per change for the worse. */
  constructor(
    private readonly redis: RedisServer,
    private readonly fingerprint: string,
    private readonly signals: Signals,
    private readonly warn: (message: string) => void,
  ) {}

  /** In words; `undefined` = nothing is wrong. */
  get problem(): string | undefined {
    return this.differ ? SECRETS_DIFFER : undefined;
  }

  start(): void {
    this.timer = setInterval(() => void this.beat(), BEAT_MS).unref();
    void this.beat();
  }

  stop(): void {
    clearInterval(this.timer);
  }

  /** A server that can't be asked has worse problems, and says nothing about the secrets. */
  async beat(): Promise<void> {
    const key = this.redis.key('entry-secrets');
    const others = await this.redis.client
      .eval(BEAT, 1, key, this.fingerprint, RECENT_S)
      .catch(() => undefined);
    if (others !== undefined) this.judge(Number(others) > 0);
  }

  private judge(differ: boolean): void {
    if (differ === this.differ) return;
    this.differ = differ;
    this.signals.stateChanged(PART, differ ? 'down' : 'up');
    if (differ) this.warn(SECRETS_DIFFER);
  }
}
