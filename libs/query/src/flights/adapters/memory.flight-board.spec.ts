import { SystemClock, type Answer } from '@app/core';
import { anEntry } from '@app/core/testing';
import { MemoryFlightBoard } from './memory.flight-board.js';
import { ending, type FlightControl, type FlightEvent } from '../flight.js';
import { CallerLeft, type Patience } from '../waiter.js';

const answer: Answer = anEntry().answer;
const landed: FlightEvent = { type: 'answer', answer, stored: true };
const clock = new SystemClock();

function patience(milliseconds = 1_000, signal = new AbortController().signal): Patience {
  return { signal, deadline: clock.monotonic() + milliseconds };
}

/** A call that the spec ends by hand. */
function heldCall() {
  let control: FlightControl | undefined;
  let settle!: { land: () => void; fail: (error: Error) => void };
  const done = new Promise<FlightEvent>((resolve, reject) => {
    settle = { land: () => resolve(landed), fail: reject };
  });
  const work = (given: FlightControl) => {
    control = given;
    return done;
  };
  return { work, ...settle, control: () => control! };
}

const tick = () => new Promise((resolve) => setImmediate(resolve));

describe('MemoryFlightBoard', () => {
  it('gives 200 waiters the answer of one call', async () => {
    const board = new MemoryFlightBoard(clock);
    const call = heldCall();
    const flight = board.start('key', call.work);
    const waiters = Array.from({ length: 200 }, () => ending(board.find('key') ?? flight, patience()));
    await tick();
    call.land();
    expect(await Promise.all(waiters)).toEqual(Array(200).fill(landed));
  });

  it('fails all waiters with the same error, and the next request starts anew', async () => {
    const board = new MemoryFlightBoard(clock);
    const call = heldCall();
    const flight = board.start('key', call.work);
    const waiters = [ending(flight, patience()), ending(flight, patience())];
    const error = new Error('upstream failed');
    call.fail(error);
    expect(await Promise.allSettled(waiters)).toEqual(Array(2).fill({ status: 'rejected', reason: error }));
    expect(board.find('key')).toBeUndefined();
  });

  it('takes a flight off the board before its waiters hear of its end', async () => {
    const board = new MemoryFlightBoard(clock);
    const call = heldCall();
    const waiting = ending(board.start('key', call.work), patience()).then(() => board.find('key'));
    call.land();
    expect(await waiting).toBeUndefined();
  });

  it('goes on when one caller leaves', async () => {
    const board = new MemoryFlightBoard(clock);
    const call = heldCall();
    const leaving = new AbortController();
    const flight = board.start('key', call.work);
    const left = ending(flight, patience(1_000, leaving.signal));
    const stays = ending(flight, patience());
    leaving.abort();
    await expect(left).rejects.toBeInstanceOf(CallerLeft);
    expect(call.control().signal.aborted).toBe(false);
    call.land();
    expect(await stays).toEqual(landed);
  });

  it('aborts the call and leaves the board in the same tick as the last caller leaves', async () => {
    const board = new MemoryFlightBoard(clock);
    const call = heldCall();
    const [one, two] = [new AbortController(), new AbortController()];
    const flight = board.start('key', call.work);
    const waits = [ending(flight, patience(1_000, one.signal)), ending(flight, patience(1_000, two.signal))];
    await tick();
    one.abort();
    two.abort();
    await Promise.allSettled(waits);
    expect(call.control().signal.aborted).toBe(true);
    expect(board.find('key')).toBeUndefined();
  });

  it('lets a caller who is gone already leave at once', async () => {
    const board = new MemoryFlightBoard(clock);
    const call = heldCall();
    await expect(
      ending(board.start('key', call.work), patience(1_000, AbortSignal.abort())),
    ).rejects.toBeInstanceOf(CallerLeft);
    expect(board.find('key')).toBeUndefined();
  });

  it('lets each waiter leave at its own deadline and lives until the latest', async () => {
    const board = new MemoryFlightBoard(clock);
    const call = heldCall();
    const flight = board.start('key', call.work);
    const short = ending(flight, patience(20));
    const long = ending(flight, patience(5_000));
    await expect(short).rejects.toMatchObject({ code: 'upstream_timeout' });
    expect(call.control().signal.aborted).toBe(false);
    expect(call.control().remainingMs()).toBeGreaterThan(4_000);
    call.land();
    expect(await long).toEqual(landed);
  });

  it('ends a call that nobody waits for any more by deadline', async () => {
    const board = new MemoryFlightBoard(clock);
    const call = heldCall();
    await expect(ending(board.start('key', call.work), patience(10))).rejects.toMatchObject({
      code: 'upstream_timeout',
    });
    expect(call.control().signal.aborted).toBe(true);
  });

  it('keeps a lone flight off the board', () => {
    const board = new MemoryFlightBoard(clock);
    const flight = board.startAlone(heldCall().work);
    expect(board.find('key')).toBeUndefined();
    void ending(flight, patience(0)).catch(() => undefined);
  });

  it('does not let an old flight take a newer one off the board', async () => {
    const board = new MemoryFlightBoard(clock);
    const [older, newer] = [heldCall(), heldCall()];
    const first = ending(board.start('key', older.work), patience());
    const second = board.start('key', newer.work);
    older.land();
    await first;
    expect(board.find('key')).toBe(second);
  });
});
