import { setImmediate as turn } from 'node:timers/promises';
import { Turns, type Answer } from '@app/core';
import {
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
import { fail, understood } from './understood.js';

export interface PassingOn {
  readonly format: WireFormat;
  /** What was asked; absent when it was not looked into. */
  readonly wire?: WireRequest;
  readonly control: FlightControl;
  /** What the flight ends with, once the answer is complete. */
  readonly finish: (make: () => Answer) => FlightResult;
}

/**
 * UTF-16 units. After so many the flight's readers get a turn, before what follows pushes these out of the log: half of what each of
 * them may write in its own, so that one who reads as fast as the provider writes does not fall behind.
 */
const TURN_AFTER = 16_384;

/** Reads along while a provider's stream passes by, and knows how it ended. */
export class StreamReading {
  private readonly frames = new SseFrames();
  private readonly turns = new Turns(TURN_AFTER);
  private readonly reader;
  private ended?: FlightResult;
  /** Whether the flight's log has a frame of it. */
  hasBegun = false;

  constructor(private readonly passing: PassingOn) {
    this.reader = passing.format.reader(passing.wire);
  }

  /** The terminal event, perhaps without its blank line, or the provider's word on a failure has come. */
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
   * Puts a frame into the flight's log. The ending is decided before the last one goes in: whoever has it finds the answer in
   * memory. @throws RagCacheError `upstream_failed` when it can't be understood.
   */
  take(frame: string): void {
    const event = eventOf(frame);
    const shown = event && !this.ended ? this.follow(event, frame) : frame;
    this.hasBegun = true;
    this.passing.control.emit({ type: 'frame', frame, shown });
  }

  /** The last frame may lack its blank line. After the end such a frame may as well be half of one, and only comments count. */
  private takeRest(): void {
    const [rest] = this.completedBy(() => [this.frames.end()]);
    if (rest && !(this.ended && eventOf(rest))) this.take(endedFrame(rest));
  }

  /** After the end nothing has to be understood. */
  private completedBy(read: () => string[]): string[] {
    try {
      return understood(read);
    } catch (error) {
      if (this.ended) return [];
      throw error;
    }
  }

  /** What a caller gets who did not ask for usage. */
  private follow(event: SseEvent, frame: string): string | undefined {
    try {
      return understood(() => this.read(event, frame));
    } catch (error) {
      if (!(error instanceof ReportedFailure)) throw error;
      // The provider's own words on what went wrong are the end of its stream.
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
