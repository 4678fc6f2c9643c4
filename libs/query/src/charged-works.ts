import type { Account, Answer, Usage } from '@app/core';
import type { FlightControl, FlightWork } from './flights/flight.js';
import type { FlightWorks } from './search.js';

/** Who pays for a call, and what is known of its price. */
export interface Bill {
  readonly account?: Account;
  /** US dollars; `undefined` = the model has no price. @param model as it named itself, where it got as far as that. */
  costOf(usage: Usage, model?: string): number | undefined;
  /** About how many tokens the question has; for calls of which nobody hears what they used. */
  readonly promptTokens: () => number;
}

/**
 * The same works, charged to who had the call made: also when it left before the answer came. An answer that nobody waited for is
 * charged by what had come of it, or whoever hangs up before the end would have it for nothing.
 */
export function chargedWorks(works: FlightWorks, { account, ...bill }: Bill): FlightWorks {
  if (!account) return works;
  const charge = (usage: Usage, model?: string) => account.charge(usage, bill.costOf(usage, model));
  const charged =
    (work: FlightWork): FlightWork =>
    async (control) => {
      const pieces = new CountedPieces(control);
      const estimate = () => charge(pieces.usage(bill.promptTokens()));
      const ending = await work(pieces.control).catch((error: unknown) => {
        if (control.signal.aborted || pieces.count > 0) estimate();
        throw error;
      });
      if (ending.type === 'answer') charge(usageOf(ending.answer, bill.promptTokens), ending.answer.model);
      else if (ending.type === 'passed' && pieces.count > 0) estimate();
      return ending;
    };
  return {
    remembered: (ask, options) => charged(works.remembered(ask, options)),
    forgotten: (reason) => charged(works.forgotten(reason)),
  };
}

/** Not every server says what it used. */
function usageOf({ usage, text }: Answer, promptTokens: Bill['promptTokens']): Usage {
  if (usage.total > 0) return usage;
  const [prompt, completion] = [promptTokens(), tokensIn(text.length)];
  return { prompt, completion, total: prompt + completion };
}

/** Providers send about a token at a time. */
class CountedPieces {
  count = 0;

  constructor(private readonly inner: FlightControl) {}

  get control(): FlightControl {
    const emit: FlightControl['emit'] = (event) => {
      if (event.type === 'delta' || event.type === 'frame') this.count += 1;
      this.inner.emit(event);
    };
    return { ...this.inner, emit };
  }

  usage(prompt: number): Usage {
    return { prompt, completion: this.count, total: prompt + this.count };
  }
}

const LETTERS_PER_TOKEN = 4;

/** About; for what nobody counted. */
export function tokensIn(letters: number): number {
  return Math.ceil(letters / LETTERS_PER_TOKEN);
}
