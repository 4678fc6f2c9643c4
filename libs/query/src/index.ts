export { AnswerQuestion } from './answer-question.js';
export type { Directives } from './directives.js';
export { AnswerDropIn } from './drop-in/answer-drop-in.js';
export type { DropInCommand } from './drop-in/drop-in-command.js';
export type { DropInEvent, DropInResult } from './drop-in/drop-in-event.js';
export { ListModels } from './drop-in/list-models.js';
export type { ResolvedDropIn } from './drop-in/resolved-drop-in.js';
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
