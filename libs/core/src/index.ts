export { Account } from './account.js';
export { canonicalJson, MAX_DEPTH } from './canonical-json.js';
export { Clock, SystemClock } from './clock.js';
export { sha256, shortDigest } from './digest.js';
export {
  isAnswerEntry,
  isEmbeddingEntry,
  type AnswerEntry,
  type AnswerPayload,
  type EmbeddedItem,
  type EmbeddingEntry,
  type EmbeddingPayload,
  type Payload,
  EMBEDDING_VERSION,
  ENTRY_VERSION,
  PROVIDERS,
  type Answer,
  type Entry,
  type EntryRecord,
  type Epochs,
  type FinishReason,
  type ProviderName,
  type Source,
  type PromptCacheUse,
  type Usage,
} from './entry.js';
export { EntrySeal, type UnsealedEntry } from './entry.seal.js';
export {
  ERROR_CODES,
  RagCacheError,
  publicDetail,
  type ErrorCode,
  type ErrorExtras,
  type FieldError,
} from './errors.js';
export {
  canonicalKeyOf,
  keyOf,
  scopeOf,
  IDENTITY_VERSION,
  type CacheKey,
  type CanonicalKey,
  type EntryId,
  type Scope,
  type ScopeParts,
} from './identity.js';
export { Members } from './members.js';
export { Part } from './part.js';
export { SettingError } from './setting.error.js';
export {
  Signals,
  type BreakerState,
  type Level,
  type Measurement,
  type PartState,
  type SignalName,
} from './signals.js';
export { SilentSignals } from './silent.signals.js';
export { epochsHold, judge, type Asker, type InvalidReason, type Validity } from './validity.js';
export { StepTimer, type EndedStep, type StepObserver, type Step, type Timings } from './step-timer.js';
export { Turns } from './turns.js';
export type { UpstreamCall, UpstreamOutcome } from './upstream-call.js';
export { TimeoutError, withTimeout, type TimeoutOptions } from './with-timeout.js';
export { hasTooManyValues, MAX_VALUES, type ValueLimits } from './value-count.js';
