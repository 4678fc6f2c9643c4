import type { Hit } from '@app/cache';
import type { FindAnswer } from './find-answer.js';
import type { FlightPart, FlightResult } from './flights/flight-event.js';
import type { Forwarded } from './query-result.js';
import type { AnswerRequest } from './request.js';
import type { Search } from './upstream/upstream-client.js';

/** Presents how one request is answered as the events of its endpoint. */
export interface EventPresenter<Event> {
  /** An answer from the cache. */
  hit(hit: Hit): Iterable<Event>;
  /** The request waits for a model. */
  forwarded(forwarded: Forwarded): Event;
  /** An event of the flight that it waits for; the result comes last. */
  flight(event: FlightPart | FlightResult, forwarded: Forwarded): Iterable<Event>;
}

/** Answers one request event by event. Breaking off the iteration is leaving; the upstream call goes on while others wait for it. */
export async function* answerEvents<Request extends AnswerRequest, Event>(
  finder: FindAnswer,
  search: Search<Request>,
  presenter: EventPresenter<Event>,
): AsyncGenerator<Event, void, void> {
  const finding = await finder.find(search);
  if (finding.kind === 'hit') {
    yield* presenter.hit(finding.hit);
    return;
  }
  const { subscription, forwarded } = finding;
  try {
    yield presenter.forwarded(forwarded);
    for await (const event of subscription.follow()) yield* presenter.flight(event, forwarded);
  } finally {
    subscription.leave();
  }
}
