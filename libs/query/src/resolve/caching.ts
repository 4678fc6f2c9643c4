import type { CacheEnv, EntryOptions } from '@app/cache';
import type { QueryCommand } from '../query-command.js';
import type { BypassReason } from '../query-result.js';

/** Settings of the cache that hold for all requests. */
export interface CachingSettings {
  readonly cacheMode: 'on' | 'read-only' | 'off';
  readonly ttlSeconds: number;
  readonly staleSeconds: number;
}

export function cachingSettingsOf(environment: CacheEnv): CachingSettings {
  return {
    cacheMode: environment.CACHE_MODE,
    ttlSeconds: environment.CACHE_TTL_SECONDS,
    staleSeconds: environment.CACHE_STALE_SECONDS,
  };
}

/** The part of a command that concerns the cache, whatever its format. */
export type Caching = Pick<
  QueryCommand,
  'tenant' | 'writer' | 'namespace' | 'cache' | 'directives' | 'observer'
>;

/** How an answer is stored, as far as caller and configuration decide that. */
export function storeOptionsOf(
  { cache, writer }: Caching,
  { ttlSeconds, staleSeconds }: CachingSettings,
): Pick<EntryOptions, 'writer' | 'tags' | 'ttlMs' | 'staleMs'> {
  return {
    writer,
    tags: [...new Set(cache?.tags)],
    ttlMs: (cache?.ttl ?? ttlSeconds) * 1_000,
    staleMs: staleSeconds * 1_000,
  };
}

/** Whether the caller or the operator switched the cache off. */
export function switchedOff({ cache }: Caching, { cacheMode }: CachingSettings): BypassReason | undefined {
  if (cache?.mode === 'off') return 'mode-off';
  return cacheMode === 'off' ? 'cache-mode-off' : undefined;
}
