import type { Accepted, CalledAsk, Recall, Remember, RememberOptions, Skipped, SkipReason } from '@app/cache';
import type { Answer } from '@app/core';
import { showsSearch } from '@app/llm';
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
  /** What holds instead when the answer shows that the provider searched for it; absent = nothing else does. */
  readonly whenSearched?: { readonly rule: string; readonly ttlSeconds: number };
  /** `false` = answers are read from memory but none is added. */
  readonly mayWrite: boolean;
}

/** What is known of an answer besides: whether its calls of tools may be kept, and why it isn't kept at all. */
export interface Kind {
  readonly keepsToolCalls?: boolean;
  readonly skip?: SkipReason;
}

/** What became of a finished answer. */
export interface Kept {
  readonly result: Accepted | Skipped;
  /** The cache rules that decided, where the answer changed that. */
  readonly rule?: string;
}

/** Decides what becomes of a finished answer. */
export type Keep = (answer: Answer, kind?: Kind) => Kept;

/** How a flight ends with an answer that was, or was not, taken in. */
export function endingWith(answer: Answer, { result, rule }: Kept): Ending {
  if ('skipped' in result) return { type: 'answer', answer, stored: false, notStored: result.skipped, rule };
  return { type: 'answer', answer, stored: true, written: result.written, rule };
}

/** Asks the model, hands a finished answer to `keep`, and says how the flight ended. */
export type AskModel = (control: FlightControl, keep: Keep) => Promise<Ending>;

/** The work of every flight, however its model is asked: look once more, ask, remember a complete answer. */
export function flightWorks({ recall, remember }: Memory, keeping: Keeping, askModel: AskModel): FlightWorks {
  const keep = (ask: CalledAsk, control: FlightControl): Keep => {
    return (answer, { skip, keepsToolCalls } = {}) => {
      const { options, rule, skip: ruledOut } = keptFor(answer, keeping);
      const reason = whyNotWritten(keeping, control) ?? skip ?? ruledOut;
      if (reason) return { result: remember.skip(reason), rule };
      return { result: remember.accept(answer, ask, { ...options, keepsToolCalls }), rule };
    };
  };
  const forgotten: FlightWorks['forgotten'] = (reason) => (control) =>
    askModel(control, () => ({ result: remember.skip(reason) }));
  return {
    remembered:
      (ask, { looksAgain }) =>
      async (control) => {
        const looking = looksAgain ? recall.again(ask) : undefined;
        const [hit, order] = await Promise.all([looking, recall.order(ask)]);
        if (hit) return { type: 'hit', hit };
        if (order === undefined) return forgotten('registry-unavailable')(control);
        return askModel(control, keep({ ...ask, order }, control));
      },
    forgotten,
  };
}

function whyNotWritten({ mayWrite }: Keeping, control: FlightControl): SkipReason | undefined {
  if (!mayWrite) return 'read-only';
  return control.isOutdated() ? 'outdated' : undefined;
}

interface KeptFor {
  readonly options: RememberOptions;
  readonly rule?: string;
  readonly skip?: SkipReason;
}

/** What a provider found by searching holds as long as such answers do, whatever the question. */
function keptFor(answer: Answer, { remember: options, whenSearched }: Keeping): KeptFor {
  if (!whenSearched || !showsSearch(answer)) return { options };
  const { rule, ttlSeconds } = whenSearched;
  if (ttlSeconds === 0) return { options, rule, skip: 'volatile' };
  return { options: { ...options, ttlMs: ttlSeconds * 1_000 }, rule };
}
