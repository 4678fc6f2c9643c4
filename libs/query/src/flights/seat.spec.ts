import { SystemClock } from '@app/core';
import { anEntry } from '@app/core/testing';
import { FLIGHT_LOG_BYTES } from './flight-log.js';
import { Flight, type FlightControl } from './flight.js';
import type { Ending, FlightEvent, Progress } from './flight-event.js';
import type { Seat } from './seat.js';

const clock = new SystemClock();
const landed: Ending = { type: 'answer', answer: anEntry().answer, stored: true };
/** Weighs a tenth of what a log keeps. */
const PIECE = 'x'.repeat(FLIGHT_LOG_BYTES / 20 - 50);
const tick = () => new Promise((resolve) => setImmediate(resolve));

/** A flight in the air, on which somebody sits from its start. */
async function inTheAir() {
  const flight = new Flight(clock, () => {});
  let land!: () => void;
  let control!: FlightControl;
  flight.start((given) => {
    control = given;
    return new Promise((resolve) => (land = () => resolve(landed)));
  });
  const join = () =>
    flight.join({ signal: new AbortController().signal, deadline: clock.monotonic() + 5_000 });
  const first = join();
  await tick();
  const emit = (pieces: number) => {
    for (let sent = 0; sent < pieces; sent++) control.emit({ type: 'delta', text: PIECE });
  };
  return { first, join, emit, land, control };
}

async function count(seat: Seat): Promise<number> {
  let pieces = 0;
  for await (const event of seat.follow()) if (event.type === 'delta') pieces++;
  return pieces;
}

describe('Seat', () => {
  it('is cut when its reader has fallen further behind than the log is kept, and slows nobody', async () => {
    const { first, join, emit, land } = await inTheAir();
    const quick = count(first);
    const slow = join().follow();
    emit(1);
    expect(await slow.next()).toMatchObject({ value: { type: 'delta' } });
    for (let sent = 0; sent < 30; sent++) {
      emit(1);
      await tick();
    }
    await expect(slow.next()).rejects.toMatchObject({ code: 'reader_too_slow' });
    land();
    expect(await quick).toBe(31);
  });

  it('may be behind by as much as is kept', async () => {
    const { first, emit, land } = await inTheAir();
    const reader = first.follow();
    emit(1);
    const read: FlightEvent[] = [(await reader.next()).value!];
    emit(10);
    land();
    for await (const event of reader) read.push(event);
    expect(read.map(({ type }) => type)).toEqual([...Array<string>(11).fill('delta'), 'answer']);
  });

  it('may be behind by as many frames, which weigh once for all who see them as they are', async () => {
    const { first, control, land } = await inTheAir();
    const reader = first.follow();
    for (let sent = 0; sent < 10; sent++) control.emit({ type: 'frame', frame: PIECE, shown: PIECE });
    land();
    const read: FlightEvent[] = [];
    for await (const event of reader) read.push(event);
    expect(read).toHaveLength(11);
    const { first: other, control: twice } = await inTheAir();
    for (let sent = 0; sent < 10; sent++) twice.emit({ type: 'frame', frame: PIECE, shown: `${PIECE}.` });
    await expect(other.follow().next()).rejects.toMatchObject({ code: 'reader_too_slow' });
  });

  it('never misses the ending when it waits for nothing else, however much came before', async () => {
    const { first, emit, land } = await inTheAir();
    const waiting = first.landing();
    emit(50);
    land();
    expect(await waiting).toEqual(landed);
  });

  it('takes a head and a body of any size', async () => {
    const { first, control, land } = await inTheAir();
    const events: Progress[] = [
      { type: 'head', status: 200, headers: {} },
      { type: 'body', body: Buffer.alloc(2 * FLIGHT_LOG_BYTES) },
    ];
    events.forEach((event) => control.emit(event));
    const read: FlightEvent[] = [];
    land();
    for await (const event of first.follow()) read.push(event);
    expect(read).toEqual([...events, landed]);
  });

  it('says nothing after the flight has ended', async () => {
    const { first, land, control } = await inTheAir();
    land();
    await tick();
    control.emit({ type: 'delta', text: 'late' });
    expect(await count(first)).toBe(0);
  });

  it('ends the flight when it is given up', async () => {
    const { first, control } = await inTheAir();
    first.leave();
    expect(control.signal.aborted).toBe(true);
  });

  it('ends the flight when its time is up though nobody reads', async () => {
    const flight = new Flight(clock, () => {});
    let signal!: AbortSignal;
    flight.start((control) => {
      signal = control.signal;
      return new Promise(() => {});
    });
    flight.join({ signal: new AbortController().signal, deadline: clock.monotonic() + 5 });
    await tick();
    await new Promise((resolve) => signal.addEventListener('abort', resolve));
  });
});
