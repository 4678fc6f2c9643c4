import { RagCacheError } from '@app/core';
import { isFlightEnd, type FlightEnd, type FlightEvent } from './flight-event.js';

/** The greatest size of a log, without its newest event. */
export const FLIGHT_LOG_BYTES = 2_000_000;

/** The size of an event without its text. */
const EVENT_BYTES = 100;

/**
 * An append-only log of bounded size: the oldest events are dropped. Readers read it by position, each at its own pace; a reader
 * whose next event was dropped can't go on.
 */
export class FlightLog {
  /** How the flight ended, once it has. */
  end?: FlightEnd;
  private readonly events = new Map<number, FlightEvent>();
  private oldest = 0;
  private next = 0;
  private bytes = 0;

  /** Whether the beginning is still there, so that another reader may start. */
  get isWhole(): boolean {
    return this.oldest === 0;
  }

  append(event: FlightEvent): void {
    if (isFlightEnd(event)) this.end = event;
    this.events.set(this.next++, event);
    this.bytes += weightOf(event);
    while (this.bytes > FLIGHT_LOG_BYTES && this.events.size > 1) this.dropOldest();
  }

  /** `undefined` = not there yet. @throws RagCacheError `reader_too_slow` when it was dropped. */
  at(position: number): FlightEvent | undefined {
    if (position < this.oldest) throw tooSlow();
    return this.events.get(position);
  }

  private dropOldest(): void {
    this.bytes -= weightOf(this.events.get(this.oldest)!);
    this.events.delete(this.oldest++);
  }
}

/** Bytes, at two per UTF-16 unit. Events that occur once in a flight count nothing. */
function weightOf(event: FlightEvent): number {
  if (event.type === 'delta') return EVENT_BYTES + 2 * event.text.length;
  return event.type === 'frame' ? EVENT_BYTES + 2 * (event.frame.length + weightOfShown(event)) : 0;
}

/** Both are nearly always the same string object. */
function weightOfShown({ frame, shown = '' }: Extract<FlightEvent, { type: 'frame' }>): number {
  return shown === frame ? 0 : shown.length;
}

function tooSlow(): RagCacheError {
  return new RagCacheError(
    'reader_too_slow',
    'You read more slowly than the model wrote, and what comes next is not kept any more. Read faster, or ask without stream.',
  );
}
