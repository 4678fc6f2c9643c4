import type { CacheEnv, RememberOptions } from '@app/cache';
import type { QueryCommand } from '../query-command.js';
import type { BypassReason } from '../query-result.js';

/** What configuration says about memory. */
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

/** What a caller says about memory, whatever it asks and in whatever format. */
export type Caching = Pick<
  QueryCommand,
  'tenant' | 'writer' | 'namespace' | 'cache' | 'directives' | 'follower'
>;

/** How its answer is remembered, as far as caller and configuration say. */
export function keptAs(
  { cache, writer }: Caching,
  { ttlSeconds, staleSeconds }: CachingSettings,
): Pick<RememberOptions, 'writer' | 'tags' | 'ttlMs' | 'staleMs'> {
  return {
    writer,
    tags: [...new Set(cache?.tags)],
    ttlMs: (cache?.ttl ?? ttlSeconds) * 1_000,
    staleMs: staleSeconds * 1_000,
  };
}

/** Whether caller or operator switched memory off. */
export function switchedOff({ cache }: Caching, { cacheMode }: CachingSettings): BypassReason | undefined {
  if (cache?.mode === 'off') return 'mode-off';
  return cacheMode === 'off' ? 'cache-mode-off' : undefined;
}
