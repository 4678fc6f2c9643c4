import type { Accepted, KnownAsk, Recall, Remember, RememberOptions } from '@app/cache';
import type { Answer } from '@app/core';
import { showsSearch } from '@app/llm';
import type { Ending } from './flights/flight-event.js';
import type { FlightControl } from './flights/flight.js';
import type { UnstoredReason } from './query-result.js';
import type { FlightWorks } from './search.js';

export interface Memory {
  readonly recall: Recall;
  readonly remember: Remember;
}

/** What a request says about remembering its answer. */
export interface Keeping {
  readonly remember: RememberOptions;
  /** What holds instead when the answer shows that the provider searched for it; absent = nothing else does. */
  readonly whenSearched?: { readonly rule: string; readonly ttlSeconds: number };
  /** `false` = answers are read from memory but none is added. */
  readonly mayWrite: boolean;
}

/** What became of a finished answer. */
export interface Kept {
  /** Absent = it was not remembered. */
  readonly accepted?: Accepted;
  /** The rules that decided, where the answer changed that. */
  readonly rule?: string;
  readonly unstored?: UnstoredReason;
}

/** Decides what becomes of a finished answer. */
export type Keep = (answer: Answer) => Kept;

/** Asks the model, hands a finished answer to `keep`, and says how the flight ended. */
export type AskModel = (control: FlightControl, keep: Keep) => Promise<Ending>;

/** The work of every flight, however its model is asked: look once more, ask, remember a complete answer. */
export function flightWorks({ recall, remember }: Memory, keeping: Keeping, askModel: AskModel): FlightWorks {
  const keep = (answer: Answer, ask: KnownAsk, control: FlightControl): Kept => {
    const { options, ...kept } = keptFor(answer, keeping);
    if (!keeping.mayWrite) return { ...kept, accepted: remember.skip('read-only') };
    if (control.isOutdated()) return { ...kept, accepted: remember.skip('outdated') };
    if (kept.unstored) return { ...kept, accepted: remember.skip(kept.unstored) };
    return { ...kept, accepted: remember.accept(answer, ask, options) };
  };
  return {
    remembered:
      (ask, { looksAgain }) =>
      async (control) => {
        const hit = looksAgain ? await recall.again(ask) : undefined;
        if (hit) return { type: 'hit', hit };
        return askModel(control, (answer) => keep(answer, ask, control));
      },
    forgotten: (reason) => (control) => askModel(control, () => ({ accepted: remember.skip(reason) })),
  };
}

/** How a flight ends with an answer. */
export function answerEnding(answer: Answer, { accepted, rule, unstored }: Kept): Ending {
  const { written } = accepted ?? {};
  return { type: 'answer', answer, stored: accepted !== undefined, written, rule, unstored };
}

type KeptFor = Omit<Kept, 'accepted'> & { readonly options: RememberOptions };

/** What a provider found by searching holds as long as such answers do, whatever the question. */
function keptFor(answer: Answer, { remember: options, whenSearched }: Keeping): KeptFor {
  if (!whenSearched || !showsSearch(answer)) return { options };
  const { rule, ttlSeconds } = whenSearched;
  if (ttlSeconds === 0) return { options, rule, unstored: 'volatile' };
  return { options: { ...options, ttlMs: ttlSeconds * 1_000 }, rule };
}
