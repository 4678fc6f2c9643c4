import type { CacheEnv } from './cache.env.js';

/** The variables that may say what entries are sealed with. */
export interface SealSecrets extends Pick<CacheEnv, 'ENTRY_SECRET'> {
  /** Of stored keys. The seal derives a key of its own from it, so that neither tells anything of the other. */
  readonly KEY_PEPPER?: string;
}

/** What entries are sealed with, by every replica alike; `undefined` = with a checksum, which anyone can work out. */
export function entrySecretOf({ ENTRY_SECRET, KEY_PEPPER }: SealSecrets): string | undefined {
  return ENTRY_SECRET ?? KEY_PEPPER;
}
