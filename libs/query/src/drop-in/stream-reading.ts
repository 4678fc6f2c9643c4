import { setImmediate as turn } from 'node:timers/promises';
import { RagCacheError, Turns, type Answer } from '@app/core';
import {
  BrokenAnswer,
  endedFrame,
  eventOf,
  ReportedFailure,
  type SseEvent,
  SseFrames,
  type WireFormat,
  type WireRequest,
} from '@app/llm';
import type { FlightResult } from '../flights/flight-event.js';
import type { FlightControl } from '../flights/flight.js';

export interface PassingOn {
  readonly format: WireFormat;
  /** The request; absent when it was not read. */
  readonly wire?: WireRequest;
  readonly control: FlightControl;
  /** Called once, when the answer is complete. @returns how the flight ends. */
  readonly finish: (make: () => Answer) => FlightResult;
}

/**
 * UTF-16 units. After so many the readers of the flight get a turn, before later frames push these out of the log. It is half of the
 * amount that each reader writes per turn, so that a reader as fast as the provider does not fall behind.
 */
const TURN_AFTER = 16_384;

/** Reads a provider's stream while it is passed on, and tells how it ended. */
export class StreamReading {
  private readonly frames = new SseFrames();
  private readonly turns = new Turns(TURN_AFTER);
  private readonly reader;
  private ended?: FlightResult;
  /** Whether a frame is in the flight's log. */
  hasBegun = false;

  constructor(private readonly passing: PassingOn) {
    this.reader = passing.format.reader(passing.wire);
  }

  /** The terminal event, perhaps without its blank line, or the provider's report of a failure has arrived. */
  get hasEnded(): boolean {
    if (this.ended) return true;
    const last = eventOf(this.frames.unfinished);
    return last !== undefined && this.reader.isEnd(last);
  }

  /** Puts the frames that these bytes complete into the flight's log. Rejects with `upstream_failed` when they can't be understood. */
  async push(bytes: Uint8Array): Promise<void> {
    for (const frame of this.completedBy(() => this.frames.push(bytes))) {
      this.take(frame);
      if (this.turns.isDue(frame.length)) await turn();
    }
  }

  /** Once the body has ended without a fault. @throws RagCacheError `upstream_failed` when that leaves the answer incomplete. */
  result(): FlightResult {
    this.takeRest();
    if (!this.ended && this.reader.isComplete) this.ended = understood(() => this.finish());
    return this.ended ?? fail('broke off its answer');
  }

  /**
   * Puts a frame into the flight's log. A complete answer is stored before its last frame goes in, so that a caller that has that
   * frame can already find the answer in the cache. @throws RagCacheError `upstream_failed` when it can't be understood.
   */
  take(frame: string): void {
    const event = eventOf(frame);
    const shown = event && !this.ended ? this.follow(event, frame) : frame;
    this.hasBegun = true;
    this.passing.control.emit({ type: 'frame', frame, shown });
  }

  /** Takes the text after the last complete frame, which may be a frame without its blank line. After the terminal event it may be half a frame, so it is passed on only if it is a comment. */
  private takeRest(): void {
    const [rest] = this.completedBy(() => [this.frames.end()]);
    if (rest && !(this.ended && eventOf(rest))) this.take(endedFrame(rest));
  }

  /** Errors after the end are ignored. */
  private completedBy(read: () => string[]): string[] {
    try {
      return understood(read);
    } catch (error) {
      if (this.ended) return [];
      throw error;
    }
  }

  /** The frame for callers that did not ask for usage. */
  private follow(event: SseEvent, frame: string): string | undefined {
    try {
      return understood(() => this.read(event, frame));
    } catch (error) {
      if (!(error instanceof ReportedFailure)) throw error;
      // The provider's own report of a failure ends its stream.
      this.ended = { type: 'passed' };
      return frame;
    }
  }

  private read(event: SseEvent, frame: string): string | undefined {
    this.reader.push(event);
    if (this.reader.ended) this.ended = this.finish();
    return this.reader.shown(event, frame);
  }

  private finish(): FlightResult {
    return this.passing.finish(() => this.reader.answer());
  }
}

/** Reads a part of a provider's answer. @throws RagCacheError `upstream_failed` when it makes no sense. */
function understood<Read>(read: () => Read): Read {
  try {
    return read();
  } catch (error) {
    if (error instanceof BrokenAnswer) fail("sent an answer that can't be understood", error);
    throw error;
  }
}

/** @throws RagCacheError `upstream_failed`. */
function fail(what: string, cause?: unknown): never {
  throw new RagCacheError('upstream_failed', `The provider ${what}. Try again.`, { cause });
}
