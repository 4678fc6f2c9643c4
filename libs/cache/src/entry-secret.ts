import type { CacheEnv } from './cache.env.js';

/** What entries are sealed with, by every replica alike; `undefined` = with a checksum, which anyone can work out. */
export function entrySecretOf({ ENTRY_SECRET }: Pick<CacheEnv, 'ENTRY_SECRET'>): string | undefined {
  return ENTRY_SECRET;
}
