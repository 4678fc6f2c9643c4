import { setTimeout as sleep } from 'node:timers/promises';
import type { FlightResult } from '../flight-event.js';
import type { FlightControl, FlightJob } from '../flight.js';
import type { RedisFlightLock } from './redis.flight-lock.js';

/** How long an answer that is not stored, or a failure, keeps other replicas from waiting for the next call. Milliseconds. */
const NOT_SHAREABLE_MS = 5_000;
const FAILED_MS = 1_000;
/** Bounds of the pause between two attempts of a waiting replica to take the lock. Milliseconds. */
const FIRST_PAUSE_MS = 10;
const LONGEST_PAUSE_MS = 100;

/** Runs a job while it holds a lock that replicas share, so that one of them makes the call and the others find its answer. */
export class LockedJob implements FlightJob {
  /** @param replace take the lock even though another replica holds it. */
  constructor(
    private readonly job: FlightJob,
    private readonly lock: RedisFlightLock,
    private readonly replace: boolean,
  ) {}

  async run(control: FlightControl): Promise<FlightResult> {
    const turn = this.replace ? this.lock.seize() : this.untilFree(control);
    const isLeading = await turn.catch(() => false);
    // The caller may have left while we waited for the other replica.
    if (!isLeading) control.signal.throwIfAborted();
    return isLeading ? this.lead(control) : this.job.run(control);
  }

  /** Whether this replica leads now. `false` = there is no answer of another one to wait for. */
  private async untilFree(control: FlightControl): Promise<boolean> {
    for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
      const state = await this.lock.take();
      if (state !== 'held') return state === 'mine';
      await sleep(pause, undefined, { signal: control.signal });
    }
  }

  /** Keeps the lock until the others can find the answer, or until it is clear that they never will. */
  private async lead(control: FlightControl): Promise<FlightResult> {
    try {
      const result = await this.job.run(control);
      void this.release(result);
      return result;
    } catch (error) {
      void this.lock.giveUp(FAILED_MS);
      throw error;
    }
  }

  private async release(result: FlightResult): Promise<void> {
    const isFound = result.type === 'hit' || (result.type === 'answer' && (await result.written));
    await (isFound ? this.lock.release() : this.lock.giveUp(NOT_SHAREABLE_MS));
  }
}
