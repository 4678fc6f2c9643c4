import type { Accepted, KnownAsk, Recall, Remember, RememberOptions } from '@app/cache';
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

/** What becomes of a finished answer. */
export type Keep = (answer: Answer) => Accepted | undefined;

/** Asks the model, hands a finished answer to `keep`, and says how the flight ended. */
export type AskModel = (control: FlightControl, keep: Keep) => Promise<Ending>;

/** The work of every flight, however its model is asked: look once more, ask, remember a complete answer. */
export function flightWorks(
  { recall, remember }: Memory,
  { remember: options, mayWrite }: Keeping,
  askModel: AskModel,
): FlightWorks {
  const keep = (answer: Answer, ask: KnownAsk, control: FlightControl) => {
    if (!mayWrite) return remember.skip('read-only');
    if (control.isOutdated()) return remember.skip('outdated');
    return remember.accept(answer, ask, options);
  };
  return {
    remembered:
      (ask, { looksAgain }) =>
      async (control) => {
        const hit = looksAgain ? await recall.again(ask) : undefined;
        if (hit) return { type: 'hit', hit };
        return askModel(control, (answer) => keep(answer, ask, control));
      },
    forgotten: (reason) => (control) => askModel(control, () => remember.skip(reason)),
  };
}
