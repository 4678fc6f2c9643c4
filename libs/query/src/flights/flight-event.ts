import type { Answer } from '@app/core';
import type { Hit, SkipReason } from '@app/cache';

/** Why the answer of a model is not stored. `no-answer`: the provider sent something that we can't read as an answer. */
export type NotStored = SkipReason | 'no-answer';

/** A part of a provider's response, as it arrives. */
export type FlightPart =
  /** A piece of the text of a streamed answer. */
  | { readonly type: 'delta'; readonly text: string }
  /** A provider's response has begun. */
  | {
      readonly type: 'head';
      readonly status: number;
      readonly headers: Readonly<Record<string, string>>;
    }
  /** The provider's stream has begun, but its first frame has not arrived yet. */
  | { readonly type: 'silence' }
  /** One complete SSE frame of a provider. `shown`: the frame for callers that did not ask for usage; absent = withheld from them. */
  | { readonly type: 'frame'; readonly frame: string; readonly shown?: string }
  /** A provider's whole answer, byte for byte. */
  | { readonly type: 'body'; readonly body: Buffer };

/** The result of a flight that did not fail. */
export type FlightResult =
  /** Another request stored the answer in the meantime. */
  | { readonly type: 'hit'; readonly hit: Hit }
  /** The model's finished answer. `stored`: accepted for storing. `written`: whether the entry store has it now. */
  | {
      readonly type: 'answer';
      readonly answer: Answer;
      readonly stored: boolean;
      readonly notStored?: SkipReason;
      readonly written?: Promise<boolean>;
      /** Names of the cache rules that decided, where the answer changed that. */
      readonly rule?: string;
    }
  /** The response was passed on but is no answer that could be stored, such as an error status. */
  | { readonly type: 'passed'; readonly notStored?: NotStored };

/** The last event of every flight that is not aborted. */
export type FlightEnd = FlightResult | { readonly type: 'error'; readonly error: unknown };

export type FlightEvent = FlightPart | FlightEnd;

const IS_END: Readonly<Record<FlightEvent['type'], boolean>> = {
  ...{ delta: false, head: false, silence: false, frame: false, body: false },
  ...{ hit: true, answer: true, passed: true, error: true },
};

export function isFlightEnd(event: FlightEvent): event is FlightEnd {
  return IS_END[event.type];
}
