import { canonicalText, type Ask, type CacheEnv, type RememberOptions } from '@app/cache';
import {
  canonicalKeyOf,
  keyOf,
  scopeOf,
  StepTimer,
  type Clock,
  type ScopeParts,
  type Signals,
} from '@app/core';
import type { QueryCommand } from '../query-command.js';
import type { BypassReason } from '../query-result.js';

const DEFAULT_NAMESPACE = 'default';

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

/** What a request is, besides who asks it where. */
export interface Asked extends Pick<ScopeParts, 'endpoint' | 'profile'> {
  readonly question: string | null;
  /** `false` = only the same question to the letter will do. */
  readonly isCompared: boolean;
}

/** The identity of a request, and how old or how similar an answer may be. */
export function askOf(
  { tenant, namespace = DEFAULT_NAMESPACE, cache, directives, follower }: Caching,
  { endpoint, profile, question, isCompared }: Asked,
  { clock, signals }: { readonly clock: Clock; readonly signals: Signals },
): Ask {
  const scope = scopeOf({ tenant, namespace, endpoint, profile });
  const mayDiffer = isCompared && cache?.mode !== 'exact' && question !== null;
  const text = mayDiffer ? canonicalText(question) : undefined;
  return {
    canonicalKey: text === undefined ? undefined : canonicalKeyOf(scope, text),
    begunAt: clock.now(),
    maxAgeMs: directives?.maxAgeMs,
    threshold: cache?.threshold ?? 0,
    timer: new StepTimer(clock, signals, follower),
    // Last: an object that begins with another's members takes V8 many times as long.
    ...{ tenant, namespace, scope, question, key: keyOf(scope, question) },
  };
}

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
