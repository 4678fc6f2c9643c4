import type { Hit } from '@app/cache';
import type { EventPresenter } from '../answer-events.js';
import {
  describe,
  outcomeOf,
  type AnsweredOutcome,
  type AnswerReport,
  type Outcome,
} from '../answer-report.js';
import { isFlightEnd, type FlightPart, type FlightResult } from '../flights/flight-event.js';
import type { Forwarded } from '../query-result.js';
import { CallerView } from './caller-view.js';
import type { DropInEvent, ResolvedDropIn } from './drop-in.types.js';

/** Presents an answer as the events of a drop-in endpoint: the provider's own response, or a message to be written in its format. */
export class DropInEvents implements EventPresenter<DropInEvent> {
  private readonly view: CallerView;

  constructor(
    private readonly report: AnswerReport,
    private readonly request: ResolvedDropIn,
  ) {
    this.view = new CallerView(request);
  }

  hit(hit: Hit): Iterable<DropInEvent> {
    return this.message(this.report.hit(hit));
  }

  forwarded(forwarded: Forwarded): DropInEvent {
    return { type: 'forwarded', ...this.report.forwarded(this.request, forwarded) };
  }

  flight(event: FlightPart | FlightResult, forwarded: Forwarded): Iterable<DropInEvent> {
    return isFlightEnd(event) ? this.result(event, forwarded) : this.view.take(event, forwarded);
  }

  private *result(result: FlightResult, forwarded: Forwarded): Generator<DropInEvent, void, void> {
    yield* this.view.take(result, forwarded);
    if (result.type === 'passed') {
      yield this.done({ cache: outcomeOf(forwarded, result) });
      return;
    }
    const outcome = this.report.flight(result, forwarded);
    if (result.type === 'answer' && this.view.isDelivered) yield this.done(outcome);
    else yield* this.message(outcome);
  }

  /** Counted as answered only when the caller has taken the message. */
  private *message(outcome: AnsweredOutcome): Generator<DropInEvent, void, void> {
    yield { type: 'message', answer: outcome.answer, result: describe(this.request, outcome) };
    yield this.done(outcome);
  }

  private done(outcome: Outcome): DropInEvent {
    return { type: 'done', result: this.report.done(this.request, outcome) };
  }
}
