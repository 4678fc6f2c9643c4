export {
  CACHE_MODES,
  type CacheOptions,
  type ContextPassage,
  type QueryCommand,
  type RequestCacheMode,
} from './query-command.js';
export type { BypassReason, CacheOutcome, Declined, QueryResult, Timings } from './query-result.js';
