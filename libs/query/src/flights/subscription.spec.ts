import { SystemClock } from '@app/core';
import { anEntry } from '@app/core/testing';
import { FLIGHT_LOG_BYTES } from './flight-log.js';
import { Flight, type FlightControl } from './flight.js';
import type { FlightEvent, FlightPart, FlightResult } from './flight-event.js';
import type { Subscription } from './subscription.js';

const clock = new SystemClock();
const answered: FlightResult = { type: 'answer', answer: anEntry().payload.answer, stored: true };
/** Weighs a tenth of what a log keeps. */
const PIECE = 'x'.repeat(FLIGHT_LOG_BYTES / 20 - 50);
const tick = () => new Promise((resolve) => setImmediate(resolve));

/** A flight with one subscriber from its start; the spec ends it by hand. */
async function inProgress() {
  const flight = new Flight(clock, () => {});
  let end!: () => void;
  let control!: FlightControl;
  void flight.start({
    run: (given) => {
      control = given;
      return new Promise((resolve) => (end = () => resolve(answered)));
    },
  });
  const join = () =>
    flight.subscribe({ signal: new AbortController().signal, deadline: clock.monotonic() + 5_000 });
  const first = join();
  await tick();
  const emit = (pieces: number) => {
    for (let sent = 0; sent < pieces; sent++) control.emit({ type: 'delta', text: PIECE });
  };
  return { first, join, emit, end, control };
}

async function count(subscription: Subscription): Promise<number> {
  let pieces = 0;
  for await (const event of subscription.follow()) if (event.type === 'delta') pieces++;
  return pieces;
}

describe('Subscription', () => {
  it('is cut when its reader has fallen further behind than the log is kept, and slows nobody', async () => {
    const { first, join, emit, end } = await inProgress();
    const quick = count(first);
    const slow = join().follow();
    emit(1);
    expect(await slow.next()).toMatchObject({ value: { type: 'delta' } });
    for (let sent = 0; sent < 30; sent++) {
      emit(1);
      await tick();
    }
    await expect(slow.next()).rejects.toMatchObject({ code: 'reader_too_slow' });
    end();
    expect(await quick).toBe(31);
  });

  it('may be behind by as much as is kept', async () => {
    const { first, emit, end } = await inProgress();
    const reader = first.follow();
    emit(1);
    const read: FlightEvent[] = [(await reader.next()).value!];
    emit(10);
    end();
    for await (const event of reader) read.push(event);
    expect(read.map(({ type }) => type)).toEqual([...Array<string>(11).fill('delta'), 'answer']);
  });

  it('may be behind by as many frames, which weigh once for all who see them as they are', async () => {
    const { first, control, end } = await inProgress();
    const reader = first.follow();
    for (let sent = 0; sent < 10; sent++) control.emit({ type: 'frame', frame: PIECE, shown: PIECE });
    end();
    const read: FlightEvent[] = [];
    for await (const event of reader) read.push(event);
    expect(read).toHaveLength(11);
    const { first: other, control: twice } = await inProgress();
    for (let sent = 0; sent < 10; sent++) twice.emit({ type: 'frame', frame: PIECE, shown: `${PIECE}.` });
    await expect(other.follow().next()).rejects.toMatchObject({ code: 'reader_too_slow' });
  });

  it('never misses the result when it waits for nothing else, however much came before', async () => {
    const { first, emit, end } = await inProgress();
    const waiting = first.result();
    emit(50);
    end();
    expect(await waiting).toEqual(answered);
  });

  it('takes a head and a body of any size', async () => {
    const { first, control, end } = await inProgress();
    const events: FlightPart[] = [
      { type: 'head', status: 200, headers: {} },
      { type: 'body', body: Buffer.alloc(2 * FLIGHT_LOG_BYTES) },
    ];
    events.forEach((event) => control.emit(event));
    const read: FlightEvent[] = [];
    end();
    for await (const event of first.follow()) read.push(event);
    expect(read).toEqual([...events, answered]);
  });

  it('says nothing after the flight has ended', async () => {
    const { first, end, control } = await inProgress();
    end();
    await tick();
    control.emit({ type: 'delta', text: 'late' });
    expect(await count(first)).toBe(0);
  });

  it('ends the flight when it is given up', async () => {
    const { first, control } = await inProgress();
    first.leave();
    expect(control.signal.aborted).toBe(true);
  });

  it('ends the flight when its time is up though nobody reads', async () => {
    const flight = new Flight(clock, () => {});
    let signal!: AbortSignal;
    void flight.start({
      run: (control) => {
        signal = control.signal;
        return new Promise(() => {});
      },
    });
    flight.subscribe({ signal: new AbortController().signal, deadline: clock.monotonic() + 5 });
    await tick();
    await new Promise((resolve) => signal.addEventListener('abort', resolve));
  });
});
