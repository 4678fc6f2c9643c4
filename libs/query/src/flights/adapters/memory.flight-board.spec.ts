import { SystemClock, type Answer } from '@app/core';
import { anEntry } from '@app/core/testing';
import { MemoryFlightBoard } from './memory.flight-board.js';
import type { Flight, FlightControl } from '../flight.js';
import type { FlightResult } from '../flight-event.js';
import { FLIGHT_LOG_BYTES } from '../flight-log.js';
import type { Subscription } from '../subscription.js';
import { CallerLeft, type WaitLimit } from '../waiter.js';

const answer: Answer = anEntry().payload.answer;
const answered: FlightResult = { type: 'answer', answer, stored: true };
const clock = new SystemClock();

function limit(milliseconds = 1_000, signal = new AbortController().signal): WaitLimit {
  return { signal, deadline: clock.monotonic() + milliseconds };
}

/** A call that the spec ends by hand. */
function heldCall() {
  let control: FlightControl | undefined;
  let settle!: { end: () => void; fail: (error: Error) => void };
  const done = new Promise<FlightResult>((resolve, reject) => {
    settle = { end: () => resolve(answered), fail: reject };
  });
  const run = (given: FlightControl) => {
    control = given;
    return done;
  };
  return { job: { run }, ...settle, control: () => control! };
}

const result = (flight: Flight, limit: WaitLimit) => flight.subscribe(limit).result();
/** What a follower reads: texts, and how it ended. */
async function textsOf(subscription: Subscription): Promise<unknown[]> {
  const read: unknown[] = [];
  for await (const event of subscription.follow()) read.push(event.type === 'delta' ? event.text : event);
  return read;
}
const tick = () => new Promise((resolve) => setImmediate(resolve));

describe('MemoryFlightBoard', () => {
  it('gives 200 waiters the answer of one call', async () => {
    const board = new MemoryFlightBoard(clock);
    const call = heldCall();
    const flight = board.start('key', call.job);
    const waiters = Array.from({ length: 200 }, () => result(board.find('key') ?? flight, limit()));
    await tick();
    call.end();
    expect(await Promise.all(waiters)).toEqual(Array(200).fill(answered));
  });

  it('fails all waiters with the same error, and the next request starts anew', async () => {
    const board = new MemoryFlightBoard(clock);
    const call = heldCall();
    const flight = board.start('key', call.job);
    const waiters = [result(flight, limit()), result(flight, limit())];
    const error = new Error('upstream failed');
    call.fail(error);
    expect(await Promise.allSettled(waiters)).toEqual(Array(2).fill({ status: 'rejected', reason: error }));
    expect(board.find('key')).toBeUndefined();
  });

  it('takes a flight off the board before its waiters hear of its end', async () => {
    const board = new MemoryFlightBoard(clock);
    const call = heldCall();
    const waiting = result(board.start('key', call.job), limit()).then(() => board.find('key'));
    call.end();
    expect(await waiting).toBeUndefined();
  });

  it('goes on when one caller leaves', async () => {
    const board = new MemoryFlightBoard(clock);
    const call = heldCall();
    const leaving = new AbortController();
    const flight = board.start('key', call.job);
    const left = result(flight, limit(1_000, leaving.signal));
    const stays = result(flight, limit());
    leaving.abort();
    await expect(left).rejects.toBeInstanceOf(CallerLeft);
    expect(call.control().signal.aborted).toBe(false);
    call.end();
    expect(await stays).toEqual(answered);
  });

  it('shows followers what has come and then what comes, whenever they joined', async () => {
    const board = new MemoryFlightBoard(clock);
    const call = heldCall();
    const first = textsOf(board.start('key', call.job).subscribe(limit()));
    await tick();
    call.control().emit({ type: 'delta', text: 'An ' });
    await tick();
    const late = textsOf(board.find('key')!.subscribe(limit()));
    call.control().emit({ type: 'delta', text: 'answer' });
    await tick();
    call.end();
    expect(await Promise.all([first, late])).toEqual(Array(2).fill(['An ', 'answer', answered]));
  });

  it('gives whole and streamed callers the same result', async () => {
    const board = new MemoryFlightBoard(clock);
    const call = heldCall();
    const whole = result(board.start('key', call.job), limit());
    const streamed = textsOf(board.find('key')!.subscribe(limit()));
    await tick();
    call.control().emit({ type: 'delta', text: 'An answer' });
    call.end();
    expect(await whole).toEqual(answered);
    expect(await streamed).toEqual(['An answer', answered]);
  });

  it('shows what has come before a call failed', async () => {
    const board = new MemoryFlightBoard(clock);
    const call = heldCall();
    const events = board.start('key', call.job).subscribe(limit()).follow();
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
    const flight = board.start('key', call.job);
    const [one, two] = [flight.subscribe(limit()).follow(), flight.subscribe(limit()).follow()];
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
    const whole = result(board.start('key', call.job), limit());
    await tick();
    const text = 'x'.repeat(FLIGHT_LOG_BYTES / 4);
    for (let sent = 0; sent < 2; sent++) call.control().emit({ type: 'delta', text });
    expect(board.find('key')).toBeUndefined();
    expect(call.control().signal.aborted).toBe(false);
    call.end();
    expect(await whole).toEqual(answered);
  });

  it('does not join a flight that was replaced, which goes on for those who are on it', async () => {
    const board = new MemoryFlightBoard(clock);
    const [older, newer] = [heldCall(), heldCall()];
    const first = result(board.start('key', older.job), limit());
    const second = board.start('key', newer.job, { replace: true });
    expect(board.find('key')).toBe(second);
    older.end();
    expect(await first).toEqual(answered);
    void result(second, limit(0)).catch(() => undefined);
  });

  it('aborts the call and leaves the board in the same tick as the last caller leaves', async () => {
    const board = new MemoryFlightBoard(clock);
    const call = heldCall();
    const [one, two] = [new AbortController(), new AbortController()];
    const flight = board.start('key', call.job);
    const waits = [result(flight, limit(1_000, one.signal)), result(flight, limit(1_000, two.signal))];
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
      result(board.start('key', call.job), limit(1_000, AbortSignal.abort())),
    ).rejects.toBeInstanceOf(CallerLeft);
    expect(board.find('key')).toBeUndefined();
  });

  it('lets each waiter leave at its own deadline and lives until the latest', async () => {
    const board = new MemoryFlightBoard(clock);
    const call = heldCall();
    const flight = board.start('key', call.job);
    const short = result(flight, limit(20));
    const long = result(flight, limit(5_000));
    await expect(short).rejects.toMatchObject({ code: 'upstream_timeout' });
    expect(call.control().signal.aborted).toBe(false);
    expect(call.control().remainingMs()).toBeGreaterThan(4_000);
    call.end();
    expect(await long).toEqual(answered);
  });

  it('ends a call that nobody waits for any more by deadline', async () => {
    const board = new MemoryFlightBoard(clock);
    const call = heldCall();
    await expect(result(board.start('key', call.job), limit(10))).rejects.toMatchObject({
      code: 'upstream_timeout',
    });
    expect(call.control().signal.aborted).toBe(true);
  });

  it('keeps a lone flight off the board', () => {
    const board = new MemoryFlightBoard(clock);
    const flight = board.startAlone(heldCall().job);
    expect(board.find('key')).toBeUndefined();
    void result(flight, limit(0)).catch(() => undefined);
  });

  it('tells a flight whose place another one takes that it is outdated, and its waiters nothing', async () => {
    const board = new MemoryFlightBoard(clock);
    const [older, newer] = [heldCall(), heldCall()];
    const first = result(board.start('key', older.job), limit());
    await tick();
    expect(older.control().isOutdated()).toBe(false);
    const second = result(board.start('key', newer.job), limit());
    await tick();
    expect([older, newer].map(({ control }) => control().isOutdated())).toEqual([true, false]);
    older.end();
    newer.end();
    expect(await Promise.all([first, second])).toEqual([answered, answered]);
  });

  it('does not let an old flight take a newer one off the board', async () => {
    const board = new MemoryFlightBoard(clock);
    const [older, newer] = [heldCall(), heldCall()];
    const first = result(board.start('key', older.job), limit());
    const second = board.start('key', newer.job);
    older.end();
    await first;
    expect(board.find('key')).toBe(second);
  });
});
