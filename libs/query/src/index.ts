export { AnswerQuestion } from './answer-question.js';
export { AnswerDropIn } from './drop-in/answer-drop-in.js';
export type { DropInCommand, DropInEvent, DropInResult, ResolvedDropIn } from './drop-in/drop-in.types.js';
export { AnswerEmbeddings } from './embeddings/answer-embeddings.js';
export type { ItemCounts } from './embeddings/embeddings.batch.js';
export type { EmbeddingsCommand, EmbeddingsResult } from './embeddings/embeddings.types.js';
export { ListModels } from './drop-in/list-models.js';
export { CallerLeft } from './flights/waiter.js';
export type { RelayCommand, RelayedResponse } from './pass/relay-command.js';
export { RequestRelay } from './pass/request-relay.js';
export {
  CACHE_MODES,
  type CacheOptions,
  type ContextPassage,
  type Directives,
  type QueryCommand,
  type RequestCacheMode,
} from './query-command.js';
export { QueryEnv } from './query.env.js';
export { QueryModule, type QueryImports } from './query.module.js';
export type {
  AnswerEvent,
  AnswerHead,
  BypassReason,
  CacheOutcome,
  Forwarded,
  QueryResult,
  Saved,
} from './query-result.js';
export type { Caller, Delivery } from './request.js';
