import {
  canonicalText,
  identityOfRest,
  splitPrompt,
  type Ask,
  type CacheEnv,
  type RememberOptions,
} from '@app/cache';
import {
  canonicalKeyOf,
  keyOf,
  scopeOf,
  StepTimer,
  type Clock,
  type Scope,
  type ScopeParts,
  type Signals,
} from '@app/core';
import type { QueryCommand } from '../query-command.js';
import type { BypassReason } from '../query-result.js';

const DEFAULT_NAMESPACE = 'default';
const NOT_COMPARED: Pick<Ask, 'canonicalKey' | 'notCompared'> = {};

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
  asked: Asked,
  { clock, signals }: { readonly clock: Clock; readonly signals: Signals },
): Ask {
  const isCompared = asked.isCompared && cache?.mode !== 'exact';
  const { question, profile } = isCompared ? takenApart(asked) : asked;
  const scope = scopeOf({ tenant, namespace, endpoint: asked.endpoint, profile });
  const { canonicalKey, notCompared } = isCompared ? comparisonOf(scope, question) : NOT_COMPARED;
  return {
    canonicalKey,
    notCompared,
    begunAt: clock.now(),
    maxAgeMs: directives?.maxAgeMs,
    threshold: cache?.threshold ?? 0,
    timer: new StepTimer(clock, signals, follower),
    // Last: an object that begins with another's members takes V8 many times as long.
    ...{ tenant, namespace, scope, question, key: keyOf(scope, asked.question) },
  };
}

/**
 * The question taken out of a prompt that holds more. The rest becomes part of the profile: only questions about the same
 * passages may ever share an answer.
 */
function takenApart({ question, profile }: Asked): Pick<Asked, 'question' | 'profile'> {
  const split = question === null ? undefined : splitPrompt(question);
  if (!split) return { question, profile };
  const rest = [split.before, split.after].map(identityOfRest);
  return { question: split.question, profile: { ...profile, rest } };
}

/** Under what other words the question may be found, or why it may not. */
function comparisonOf(scope: Scope, question: string | null): Pick<Ask, 'canonicalKey' | 'notCompared'> {
  if (question === null) return {};
  const text = canonicalText(question);
  return text === undefined
    ? { notCompared: 'not-a-question' }
    : { canonicalKey: canonicalKeyOf(scope, text) };
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
