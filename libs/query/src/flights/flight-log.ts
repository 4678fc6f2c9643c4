import { RagCacheError } from '@app/core';
import { isFlightEnd, type FlightEnd, type FlightEvent } from './flight-event.js';

/** What a log keeps at most, the newest event aside. */
export const FLIGHT_LOG_BYTES = 2_000_000;

/** What an event takes besides its text. */
const EVENT_BYTES = 100;

/**
 * An append-only log of which the newest part is kept. Readers read it by position, each at its own pace; one who is
 * further behind than what is kept can't go on.
 */
export class FlightLog {
  /** How the flight ended, once it has. */
  end?: FlightEnd;
  private readonly events = new Map<number, FlightEvent>();
  private oldest = 0;
  private next = 0;
  private bytes = 0;

  /** Whether its beginning is still there, so that somebody may begin to read. */
  get isWhole(): boolean {
    return this.oldest === 0;
  }

  append(event: FlightEvent): void {
    if (isFlightEnd(event)) this.end = event;
    this.events.set(this.next++, event);
    this.bytes += weightOf(event);
    while (this.bytes > FLIGHT_LOG_BYTES && this.events.size > 1) this.dropOldest();
  }

  /** `undefined` = not there yet. @throws RagCacheError `reader_too_slow` when it is there no more. */
  at(position: number): FlightEvent | undefined {
    if (position < this.oldest) throw tooSlow();
    return this.events.get(position);
  }

  private dropOldest(): void {
    this.bytes -= weightOf(this.events.get(this.oldest)!);
    this.events.delete(this.oldest++);
  }
}

/** Bytes, at two per UTF-16 unit. What there is one of in a flight weighs nothing: all its readers share it. */
function weightOf(event: FlightEvent): number {
  if (event.type === 'delta') return EVENT_BYTES + 2 * event.text.length;
  return event.type === 'frame' ? EVENT_BYTES + 2 * (event.frame.length + weightOfShown(event)) : 0;
}

/** Nearly always the very same text. */
function weightOfShown({ frame, shown = '' }: Extract<FlightEvent, { type: 'frame' }>): number {
  return shown === frame ? 0 : shown.length;
}

function tooSlow(): RagCacheError {
  return new RagCacheError(
    'reader_too_slow',
    'You read more slowly than the model wrote, and what comes next is not kept any more. Read faster, or ask without stream.',
  );
}
