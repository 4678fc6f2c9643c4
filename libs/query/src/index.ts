export { AnswerQuestion } from './answer-question.js';
export type { Directives } from './directives.js';
export { FindAnswer } from './find-answer.js';
export { FlightBoard, type StartOptions } from './flights/flight-board.port.js';
export {
  isEnding,
  type Ending,
  type FlightEvent,
  type Landing,
  type Progress,
} from './flights/flight-event.js';
export type { Flight, FlightControl, FlightWork } from './flights/flight.js';
export type { Seat } from './flights/seat.js';
export { CallerLeft, type Patience } from './flights/waiter.js';
export { OutcomeReport, outcomeOf, tallyOf, type Outcome } from './outcome.js';
export { UpstreamGate } from './flights/upstream-gate.js';
export {
  CACHE_MODES,
  type CacheOptions,
  type ContextPassage,
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
} from './query-result.js';
export type { Caller, Delivery, Finding, FlightWorks, Lookup, Search } from './search.js';
