import { SystemClock, type Answer } from '@app/core';
import { anEntry } from '@app/core/testing';
import { MemoryFlightBoard } from './memory.flight-board.js';
import type { Flight, FlightControl } from '../flight.js';
import type { Ending } from '../flight-event.js';
import { FLIGHT_LOG_BYTES } from '../flight-log.js';
import type { Seat } from '../seat.js';
import { CallerLeft, type Patience } from '../waiter.js';

const answer: Answer = anEntry().answer;
const landed: Ending = { type: 'answer', answer, stored: true };
const clock = new SystemClock();

function patience(milliseconds = 1_000, signal = new AbortController().signal): Patience {
  return { signal, deadline: clock.monotonic() + milliseconds };
}

/** A call that the spec ends by hand. */
function heldCall() {
  let control: FlightControl | undefined;
  let settle!: { land: () => void; fail: (error: Error) => void };
  const done = new Promise<Ending>((resolve, reject) => {
    settle = { land: () => resolve(landed), fail: reject };
  });
  const work = (given: FlightControl) => {
    control = given;
    return done;
  };
  return { work, ...settle, control: () => control! };
}

const ending = (flight: Flight, patience: Patience) => flight.join(patience).landing();
/** What a follower reads: texts, and how it ended. */
async function textsOf(seat: Seat): Promise<unknown[]> {
  const read: unknown[] = [];
  for await (const event of seat.follow()) read.push(event.type === 'delta' ? event.text : event);
  return read;
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

  it('shows followers what has come and then what comes, whenever they joined', async () => {
    const board = new MemoryFlightBoard(clock);
    const call = heldCall();
    const first = textsOf(board.start('key', call.work).join(patience()));
    await tick();
    call.control().emit({ type: 'delta', text: 'An ' });
    await tick();
    const late = textsOf(board.find('key')!.join(patience()));
    call.control().emit({ type: 'delta', text: 'answer' });
    await tick();
    call.land();
    expect(await Promise.all([first, late])).toEqual(Array(2).fill(['An ', 'answer', landed]));
  });

  it('gives whole and streamed callers the same ending', async () => {
    const board = new MemoryFlightBoard(clock);
    const call = heldCall();
    const whole = ending(board.start('key', call.work), patience());
    const streamed = textsOf(board.find('key')!.join(patience()));
    await tick();
    call.control().emit({ type: 'delta', text: 'An answer' });
    call.land();
    expect(await whole).toEqual(landed);
    expect(await streamed).toEqual(['An answer', landed]);
  });

  it('shows what has come before a call failed', async () => {
    const board = new MemoryFlightBoard(clock);
    const call = heldCall();
    const events = board.start('key', call.work).join(patience()).follow();
    const first = events.next();
    await tick();
    call.control().emit({ type: 'delta', text: 'An ' });
    expect(await first).toMatchObject({ value: { text: 'An ' } });
    call.fail(new Error('cut'));
    await expect(events.next()).rejects.toThrow('cut');
  });

  it('goes on when a follower breaks off, and aborts the call when the last one does', async () => {
    const board = new MemoryFlightBoard(clock);
    const call = heldCall();
    const flight = board.start('key', call.work);
    const [one, two] = [flight.join(patience()).follow(), flight.join(patience()).follow()];
    const read = Promise.all([one.next(), two.next()]);
    await tick();
    call.control().emit({ type: 'delta', text: 'An ' });
    await read;
    await one.return();
    expect([call.control().signal.aborted, board.find('key')]).toEqual([false, flight]);
    await two.return();
    expect([call.control().signal.aborted, board.find('key')]).toEqual([true, undefined]);
  });

  it('takes a flight whose beginning is not kept off the board, and goes on for those who are on it', async () => {
    const board = new MemoryFlightBoard(clock);
    const call = heldCall();
    const whole = ending(board.start('key', call.work), patience());
    await tick();
    const text = 'x'.repeat(FLIGHT_LOG_BYTES / 4);
    for (let sent = 0; sent < 2; sent++) call.control().emit({ type: 'delta', text });
    expect(board.find('key')).toBeUndefined();
    expect(call.control().signal.aborted).toBe(false);
    call.land();
    expect(await whole).toEqual(landed);
  });

  it('does not join a flight that was replaced, which goes on for those who are on it', async () => {
    const board = new MemoryFlightBoard(clock);
    const [older, newer] = [heldCall(), heldCall()];
    const first = ending(board.start('key', older.work), patience());
    const second = board.start('key', newer.work, { replace: true });
    expect(board.find('key')).toBe(second);
    older.land();
    expect(await first).toEqual(landed);
    void ending(second, patience(0)).catch(() => undefined);
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

  it('tells a flight whose place another one takes that it is outdated, and its waiters nothing', async () => {
    const board = new MemoryFlightBoard(clock);
    const [older, newer] = [heldCall(), heldCall()];
    const first = ending(board.start('key', older.work), patience());
    await tick();
    expect(older.control().isOutdated()).toBe(false);
    const second = ending(board.start('key', newer.work), patience());
    await tick();
    expect([older, newer].map(({ control }) => control().isOutdated())).toEqual([true, false]);
    older.land();
    newer.land();
    expect(await Promise.all([first, second])).toEqual([landed, landed]);
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
