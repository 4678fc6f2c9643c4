export { AnswerQuestion, type Caller } from './answer-question.js';
export { CallerLeft } from './flights/waiter.js';
export {
  CACHE_MODES,
  type CacheOptions,
  type ContextPassage,
  type QueryCommand,
  type RequestCacheMode,
} from './query-command.js';
export { QueryEnv } from './query.env.js';
export { QueryModule, type QueryImports } from './query.module.js';
export type { BypassReason, CacheOutcome, QueryResult } from './query-result.js';
