import type { Script } from './script.js';

/** How an answer ends. `empty` is a finished answer without text. */
export const ENDINGS = ['stop', 'length', 'content_filter', 'refusal', 'tool_calls', 'empty'] as const;
export type Ending = (typeof ENDINGS)[number];

export const STALLS = ['before-headers', 'after-headers'] as const;

/** How the simulated model behaves. Absent members mean: as well as it can. */
export interface Behaviour {
  /** Milliseconds before a whole answer, or before a stream's headers. */
  readonly latencyMs?: number;
  /** Milliseconds between a stream's headers and its first token. */
  readonly firstTokenMs?: number;
  /** Pace of a stream; absent = all at once. */
  readonly tokensPerSecond?: number;
  /** Answer with this error status instead. */
  readonly status?: number;
  /** Seconds, for the `Retry-After` of an error. */
  readonly retryAfter?: number;
  /** Only the next so many calls fail (by `status`, `cutAfterBytes` or `stall`); absent = all. */
  readonly times?: number;
  /** Only this share of calls fails, 0..1; absent = all. */
  readonly share?: number;
  /** Cut the connection after so many bytes of the body. */
  readonly cutAfterBytes?: number;
  /** Go silent, before or after the headers, until the caller leaves. */
  readonly stall?: (typeof STALLS)[number];
  readonly finish?: Ending;
  readonly say?: Script;
  /** Write the body in pieces of so many bytes at no pace, so that characters and frames are torn. */
  readonly sliceBytes?: number;
  /** Ids and times are made from it: the same request then gets the same bytes. Absent = new ones each time. */
  readonly seed?: number;
}

/** The parts of a behaviour that are failures: what `times` and `share` apply to. */
const FAULTS = ['status', 'retryAfter', 'cutAfterBytes', 'stall'] as const;

/** Holds the behaviour and decides, call by call, whether its faults apply. */
export class BehaviourSwitch {
  private behaviour: Behaviour = {};
  private faultsLeft = Number.POSITIVE_INFINITY;

  set(behaviour: Behaviour): void {
    this.behaviour = behaviour;
    this.faultsLeft = behaviour.times ?? Number.POSITIVE_INFINITY;
  }

  /** The behaviour of the next call. */
  next(): Behaviour {
    return this.strikes() ? this.behaviour : withoutFaults(this.behaviour);
  }

  private strikes(): boolean {
    const { share = 1 } = this.behaviour;
    if (this.faultsLeft <= 0 || Math.random() >= share) return false;
    this.faultsLeft--;
    return true;
  }
}

function withoutFaults(behaviour: Behaviour): Behaviour {
  const isFault = (name: string) => (FAULTS as readonly string[]).includes(name);
  return Object.fromEntries(Object.entries(behaviour).filter(([name]) => !isFault(name)));
}
