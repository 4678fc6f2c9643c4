import type { RememberOptions } from '@app/cache';
import type { WireCall, WireFormat, WireRequest } from '@app/llm';
import type { Lookup } from '../search.js';

/** A request in a provider's wire format: what goes upstream, where its answer would be in memory, and what may be done there. */
export interface ResolvedDropIn extends Lookup {
  readonly format: WireFormat;
  /** Absent when the body was not looked into: it is passed on, and nothing is read or remembered. */
  readonly wire?: WireRequest;
  /** What goes upstream; most requests never do. */
  readonly call: () => WireCall;
  readonly remember: RememberOptions;
  /** `false` = answers are read from memory but none is added. */
  readonly mayWrite: boolean;
}
