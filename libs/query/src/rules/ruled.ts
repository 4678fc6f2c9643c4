import type { CacheOptions, RequestCacheMode } from '../query-command.js';
import type { BypassReason } from '../query-result.js';
import type { Caching } from '../resolve/caching.js';
import type { Lookup, StoreOptions } from '../request.js';
import type { Ruling } from './rule-book.js';

/** The command within the bounds that the rules set: the shorter lifetime, the stricter mode, the tags of both. */
export function ruled<Command extends Caching>(command: Command, ruling: Ruling): Command {
  if (ruling.rule === undefined) return command;
  return { ...command, cache: ruledOptions(command.cache, ruling), directives: ruledAge(command, ruling) };
}

/** A rule may switch the cache off. */
export function bypassBy({ mode }: Ruling): BypassReason | undefined {
  return mode === 'off' ? 'rule-off' : undefined;
}

/** The other decisions of the rules about a request. */
export function lookupBy({ rule, ttlSeconds, whenSearched }: Ruling): RuledLookup {
  return { rule, isNeverStored: ttlSeconds === 0, whenSearched };
}

type RuledLookup = Pick<Lookup, 'rule' | 'isNeverStored'> & Pick<StoreOptions, 'whenSearched'>;

/** The stricter cache mode; `off` is reported apart from the caller's own. */
function ruledOptions(
  cache: CacheOptions | undefined,
  { mode, ttlSeconds, tags = [] }: Ruling,
): CacheOptions {
  return {
    ...cache,
    mode: stricter(cache?.mode, mode === 'off' ? undefined : mode),
    ttl: ttlSeconds ?? cache?.ttl,
    tags: [...(cache?.tags ?? []), ...tags],
  };
}

/** A stored answer must not be older than a new one may become: it may have been stored before the rule existed. */
function ruledAge({ directives }: Caching, { ttlSeconds }: Ruling): Caching['directives'] {
  if (ttlSeconds === undefined) return directives;
  return { ...directives, maxAgeMs: Math.min(directives?.maxAgeMs ?? Infinity, ttlSeconds * 1_000) };
}

function stricter(one?: RequestCacheMode, other?: RequestCacheMode): RequestCacheMode | undefined {
  if (one === 'off') return one;
  return one === 'exact' || other === 'exact' ? 'exact' : (one ?? other);
}
