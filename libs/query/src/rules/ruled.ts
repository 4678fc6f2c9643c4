import type { CacheOptions, RequestCacheMode } from '../query-command.js';
import type { Keeping } from '../flight-works.js';
import type { BypassReason } from '../query-result.js';
import type { Caching } from '../resolve/caching.js';
import type { Lookup } from '../search.js';
import type { Ruling } from './rule-book.js';

/** What a caller says about memory, as far as the rules let it: the shorter life, the stricter mode, the tags of both. */
export function ruled<Command extends Caching>(command: Command, ruling: Ruling): Command {
  if (ruling.rule === undefined) return command;
  return { ...command, cache: ruledOptions(command.cache, ruling), directives: ruledAge(command, ruling) };
}

/** A rule may leave memory out. */
export function bypassBy({ mode }: Ruling): BypassReason | undefined {
  return mode === 'off' ? 'rule-off' : undefined;
}

/** What else of a request the rules decide. */
export function lookupBy({ rule, ttlSeconds, whenSearched }: Ruling): RuledLookup {
  return { rule, isNeverKept: ttlSeconds === 0, whenSearched };
}

type RuledLookup = Pick<Lookup, 'rule' | 'isNeverKept'> & Pick<Keeping, 'whenSearched'>;

/** The cache mode is the stricter one; `off` is told apart from the caller's own word. */
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

/** An answer from memory must not be older than a new one may become: it may have been kept before there was the rule. */
function ruledAge({ directives }: Caching, { ttlSeconds }: Ruling): Caching['directives'] {
  if (ttlSeconds === undefined) return directives;
  return { ...directives, maxAgeMs: Math.min(directives?.maxAgeMs ?? Infinity, ttlSeconds * 1_000) };
}

function stricter(one?: RequestCacheMode, other?: RequestCacheMode): RequestCacheMode | undefined {
  if (one === 'off') return one;
  return one === 'exact' || other === 'exact' ? 'exact' : (one ?? other);
}
