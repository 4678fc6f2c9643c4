import type { Answer } from '@app/core';
import type { Hit, SkipReason } from '@app/cache';

/** Why what a model said is not in memory: an answer was not taken in, or it is none that we understand. */
export type NotStored = SkipReason | 'no-answer';

/** What a flight has brought so far. */
export type Progress =
  /** A piece of the text of a streamed answer. */
  | { readonly type: 'delta'; readonly text: string }
  /** A provider's response has begun. */
  | {
      readonly type: 'head';
      readonly status: number;
      readonly headers: Readonly<Record<string, string>>;
    }
  /** The provider's stream has begun, and its first frame is not there yet. */
  | { readonly type: 'silence' }
  /** One complete SSE frame of a provider. `shown`: what a caller gets who did not ask for usage; absent = withheld. */
  | { readonly type: 'frame'; readonly frame: string; readonly shown?: string }
  /** A provider's whole answer, byte for byte. */
  | { readonly type: 'body'; readonly body: Buffer };

/** How a flight ended well. */
export type Landing =
  /** Another request had brought the answer in the meantime. */
  | { readonly type: 'hit'; readonly hit: Hit }
  /** The model's finished answer; `stored` = accepted for remembering, `written` = whether the entry store has it now. */
  | {
      readonly type: 'answer';
      readonly answer: Answer;
      readonly stored: boolean;
      readonly notStored?: SkipReason;
      readonly written?: Promise<boolean>;
      /** The cache rules that decided, where the answer changed that. */
      readonly rule?: string;
    }
  /** What a provider said was passed on, but is no answer of ours: an error status, say. Nothing was stored. */
  | { readonly type: 'passed'; readonly notStored?: NotStored };

/** The last event of every flight that isn't aborted. */
export type Ending = Landing | { readonly type: 'error'; readonly error: unknown };

export type FlightEvent = Progress | Ending;

const ENDS: Readonly<Record<FlightEvent['type'], boolean>> = {
  ...{ delta: false, head: false, silence: false, frame: false, body: false },
  ...{ hit: true, answer: true, passed: true, error: true },
};

export function isEnding(event: FlightEvent): event is Ending {
  return ENDS[event.type];
}
