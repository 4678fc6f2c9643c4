import type { Account, Answer, Usage } from '@app/core';
import { BareRefusal } from './bare-refusal.js';
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
export function chargedWorks(works: FlightWorks, bill: Bill): FlightWorks {
  if (!bill.account) return works;
  const payment = new Payment(bill.account, bill);
  return {
    remembered: (ask, options) => charged(works.remembered(ask, options), payment),
    forgotten: (reason) => charged(works.forgotten(reason), payment),
  };
}

function charged(work: FlightWork, payment: Payment): FlightWork {
  return async (control) => {
    control.signal.throwIfAborted();
    const call = new WatchedCall(control);
    const ending = await work(call.control).catch((error: unknown) => {
      if (error instanceof BareRefusal) payment.forAnswer(error.answer);
      else if (call.pieces > 0 || (call.isSent && control.signal.aborted)) payment.forPieces(call.pieces);
      throw error;
    });
    if (ending.type === 'answer') payment.forAnswer(ending.answer);
    else if (ending.type === 'passed' && call.pieces > 0) payment.forPieces(call.pieces);
    return ending;
  };
}

class Payment {
  constructor(
    private readonly account: Account,
    private readonly bill: Bill,
  ) {}

  /** Not every server says what it used. */
  forAnswer({ usage, text, model }: Answer): void {
    this.charge(usage.total > 0 ? usage : this.usageOf(tokensIn(text.length)), model);
  }

  forPieces(count: number): void {
    this.charge(this.usageOf(count));
  }

  private usageOf(completion: number): Usage {
    const prompt = this.bill.promptTokens();
    return { prompt, completion, total: prompt + completion };
  }

  private charge(usage: Usage, model?: string): void {
    this.account.charge(usage, this.bill.costOf(usage, model));
  }
}

/** Notes whether the provider was asked, and how much it sent: about a token at a time. */
class WatchedCall {
  /** The caller may leave before: while memory is read once more, or the breaker holds the call back. */
  isSent = false;
  pieces = 0;

  constructor(private readonly inner: FlightControl) {}

  get control(): FlightControl {
    const emit: FlightControl['emit'] = (event) => {
      if (event.type === 'delta' || event.type === 'frame') this.pieces += 1;
      this.inner.emit(event);
    };
    const onSend = () => {
      this.isSent = true;
    };
    return { ...this.inner, emit, onSend };
  }
}

const LETTERS_PER_TOKEN = 4;

/** About; for what nobody counted. */
export function tokensIn(letters: number): number {
  return Math.ceil(letters / LETTERS_PER_TOKEN);
}
