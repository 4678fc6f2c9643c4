import { setTimeout as sleep } from 'node:timers/promises';
import type { RedisServer } from '@app/cache';
import type { Clock } from '@app/core';
import type { StartOptions } from '../flight-board.port.js';
import type { Ending } from '../flight-event.js';
import type { Flight, FlightControl, FlightWork } from '../flight.js';
import { MemoryFlightBoard } from './memory.flight-board.js';
import { RedisFlightLock } from './redis.flight-lock.js';

/** How long an answer that is not remembered, or a failure, keeps others from waiting for the next. Milliseconds. */
const NOT_SHAREABLE_MS = 5_000;
const FAILED_MS = 1_000;
/** How often a waiting replica looks, at first and in the end. Milliseconds. */
const FIRST_PAUSE_MS = 10;
const LONGEST_PAUSE_MS = 100;

/**
 * A board that replicas share. Within a process flights are joined as ever; across processes the first flight takes a lock
 * and the others wait until the answer is in the entry store, where their own work finds it. Without Redis each goes alone.
 */
export class RedisFlightBoard extends MemoryFlightBoard {
  constructor(
    clock: Clock,
    private readonly redis: RedisServer,
    private readonly lockMs: number,
  ) {
    super(clock);
  }

  override start(key: string, work: FlightWork, options: StartOptions = {}): Flight {
    const { shared = true, replace = false } = options;
    if (!shared) return super.start(key, work);
    return super.start(key, (control) => this.inTurn(key, work, { control, replace }));
  }

  private async inTurn(
    key: string,
    work: FlightWork,
    { control, replace }: { control: FlightControl; replace: boolean },
  ): Promise<Ending> {
    const lock = new RedisFlightLock(this.redis, key, this.lockMs);
    const turn = replace ? lock.seize() : this.untilFree(lock, control);
    const isLeading = await turn.catch(() => false);
    if (isLeading) return this.lead(lock, work, control);
    // Who has left while another replica was waited for makes no call.
    control.signal.throwIfAborted();
    return work(control);
  }

  /** Whether this flight leads now. `false` = nobody's answer is to be waited for. */
  private async untilFree(lock: RedisFlightLock, control: FlightControl): Promise<boolean> {
    for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
      const state = await lock.take();
      if (state !== 'held') return state === 'mine';
      await sleep(pause, undefined, { signal: control.signal });
    }
  }

  /** The others are let go when the answer can be found, or when it is clear that it can't. */
  private async lead(lock: RedisFlightLock, work: FlightWork, control: FlightControl): Promise<Ending> {
    try {
      const event = await work(control);
      void this.letGo(lock, event);
      return event;
    } catch (error) {
      void lock.giveUp(FAILED_MS);
      throw error;
    }
  }

  private async letGo(lock: RedisFlightLock, event: Ending): Promise<void> {
    const isFound = event.type === 'hit' || (event.type === 'answer' && (await event.written));
    await (isFound ? lock.release() : lock.giveUp(NOT_SHAREABLE_MS));
  }
}
