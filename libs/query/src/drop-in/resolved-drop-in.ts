import type { WireCall, WireFormat, WireRequest } from '@app/llm';
import type { Keeping } from '../flight-works.js';
import type { Lookup } from '../search.js';
import type { ToolAnswers } from './tool-answers.js';

/** A request in a provider's wire format: what goes upstream, where its answer would be in memory, and what may be done there. */
export interface ResolvedDropIn extends Lookup, Keeping {
  readonly format: WireFormat;
  /** Absent when the body was not looked into: it is passed on, and nothing is read or remembered. */
  readonly wire?: WireRequest;
  /** Which answers that call tools are kept. */
  readonly toolAnswers: ToolAnswers;
  /** What goes upstream; made only when it does: a hit needs none of it. */
  call(): WireCall;
}
