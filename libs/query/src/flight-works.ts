import type { Accepted, KnownAsk, Recall, Remember, RememberOptions, Skipped, SkipReason } from '@app/cache';
import type { Answer } from '@app/core';
import type { Ending } from './flights/flight-event.js';
import type { FlightControl } from './flights/flight.js';
import type { FlightWorks } from './search.js';

export interface Memory {
  readonly recall: Recall;
  readonly remember: Remember;
}

/** What a request says about remembering its answer. */
export interface Keeping {
  readonly remember: RememberOptions;
  /** `false` = answers are read from memory but none is added. */
  readonly mayWrite: boolean;
}

/** What is known of an answer besides: whether its calls of tools may be kept, and why it isn't kept at all. */
export interface Kind {
  readonly keepsToolCalls?: boolean;
  readonly skip?: SkipReason;
}

/** What becomes of a finished answer. */
export type Keep = (answer: Answer, kind?: Kind) => Accepted | Skipped;

/** How a flight ends with an answer that was, or was not, taken in. */
export function endingWith(answer: Answer, kept: Accepted | Skipped): Ending {
  if ('skipped' in kept) return { type: 'answer', answer, stored: false, notStored: kept.skipped };
  return { type: 'answer', answer, stored: true, written: kept.written };
}

/** Asks the model, hands a finished answer to `keep`, and says how the flight ended. */
export type AskModel = (control: FlightControl, keep: Keep) => Promise<Ending>;

/** The work of every flight, however its model is asked: look once more, ask, remember a complete answer. */
export function flightWorks(
  { recall, remember }: Memory,
  { remember: options, mayWrite }: Keeping,
  askModel: AskModel,
): FlightWorks {
  const keep = (ask: KnownAsk, control: FlightControl): Keep => {
    return (answer, { skip, keepsToolCalls } = {}) => {
      if (!mayWrite) return remember.skip('read-only');
      if (control.isOutdated()) return remember.skip('outdated');
      if (skip) return remember.skip(skip);
      return remember.accept(answer, ask, { ...options, keepsToolCalls });
    };
  };
  return {
    remembered:
      (ask, { looksAgain }) =>
      async (control) => {
        const hit = looksAgain ? await recall.again(ask) : undefined;
        if (hit) return { type: 'hit', hit };
        return askModel(control, keep(ask, control));
      },
    forgotten: (reason) => (control) => askModel(control, () => remember.skip(reason)),
  };
}
