import { anEntry } from '@app/core/testing';
import type { FlightPart, FlightResult } from '../flights/flight-event.js';
import type { Forwarded } from '../query-result.js';
import type { DropInEvent } from './drop-in.types.js';
import { CallerView } from './caller-view.js';
import type { ResolvedDropIn } from './drop-in.types.js';

const HEAD: FlightPart = { type: 'head', status: 200, headers: { 'content-type': 'x' } };
const BODY: FlightPart = { type: 'body', body: Buffer.from('{}') };
const FRAMES: FlightPart[] = ['one', 'two'].map((frame) => ({
  type: 'frame',
  frame,
  shown: `${frame}'`,
}));
const SILENCE: FlightPart = { type: 'silence' };
const USAGE: FlightPart = { type: 'frame', frame: 'usage' };
const ANSWER: FlightResult = { type: 'answer', answer: anEntry().payload.answer, stored: true };
const PASSED: FlightResult = { type: 'passed' };
const HIT: FlightResult = { type: 'hit', hit: { tier: 'exact', entry: anEntry() } };

const CALLERS = {
  'who wants it whole': { isStream: false, wantsUsage: false },
  'who wants a stream': { isStream: true, wantsUsage: false },
  'who wants a stream with usage': { isStream: true, wantsUsage: true },
  'whose body was not read': undefined,
} as const;
type CallerName = keyof typeof CALLERS;

const STARTED: Forwarded = { kind: 'miss', collapsed: false };
const JOINED: Forwarded = { kind: 'miss', collapsed: true };
const REFRESHED: Forwarded = { kind: 'refresh' };
const BYPASSED: Forwarded = { kind: 'bypass', reason: 'too-large' };

/** What the caller gets of such a flight. */
function taken(caller: CallerName, forwarded: Forwarded, flight: readonly (FlightPart | FlightResult)[]) {
  const view = new CallerView({ wire: CALLERS[caller] } as ResolvedDropIn);
  const events: DropInEvent[] = [];
  for (const event of flight) events.push(...view.take(event, forwarded));
  const frames = events.flatMap((event) => (event.type === 'frame' ? [event.frame] : []));
  return { types: events.map(({ type }) => type).join(' '), frames, isDelivered: view.isDelivered };
}

const STREAMED = [HEAD, ...FRAMES, USAGE];
const WHOLE = [HEAD, BODY];
const NOTHING = { types: '', frames: [], isDelivered: false };
const BYTES = { types: 'head body', frames: [], isDelivered: true };
const STREAM = { types: 'head frame frame', frames: ["one'", "two'"], isDelivered: true };
const WITH_USAGE = { types: 'head frame frame frame', frames: ['one', 'two', 'usage'], isDelivered: true };

describe('CallerView', () => {
  it('tells a caller who made a message that is written in another way than it came', () => {
    const headers = { 'x-upstream': 'groq', 'content-type': 'x' };
    const flight = [{ type: 'head', status: 200, headers } as const, ...FRAMES, ANSWER];
    const view = new CallerView({ wire: CALLERS['who wants it whole'] } as ResolvedDropIn);
    const events = flight.flatMap((event) => view.take(event, JOINED));
    expect(events).toEqual([{ type: 'head', status: 200, headers: { 'x-upstream': 'groq' } }]);
    expect(view.isDelivered).toBe(false);
  });

  describe.each([
    ['its own flight', STARTED],
    ['a flight of others', JOINED],
    ['a refreshing flight', REFRESHED],
  ])('of a stream, for %s', (_, forwarded) => {
    it.each<[CallerName, object]>([
      ['who wants it whole', NOTHING],
      ['who wants a stream', STREAM],
      ['who wants a stream with usage', WITH_USAGE],
    ])('to a caller %s', (caller, expected) => {
      expect(taken(caller, forwarded, [...STREAMED, ANSWER])).toEqual(expected);
    });
  });

  describe.each([STARTED, JOINED, REFRESHED])('of a stream that begins with silence, %j', (forwarded) => {
    it.each(['who wants a stream', 'whose body was not read'] as const)(
      'is its head at once to a caller %s',
      (caller) => {
        const begun = { types: 'head silence', frames: [], isDelivered: true };
        expect(taken(caller, forwarded, [HEAD, SILENCE])).toEqual(begun);
        expect(taken(caller, forwarded, [HEAD, SILENCE, ...FRAMES]).types).toBe('head silence frame frame');
      },
    );

    it('is nothing to who wants it whole', () => {
      expect(taken('who wants it whole', forwarded, [HEAD, SILENCE, ...FRAMES])).toEqual(NOTHING);
    });
  });

  describe('of a whole body', () => {
    it.each<[CallerName, Forwarded, object]>([
      ['who wants it whole', STARTED, BYTES],
      ['who wants it whole', JOINED, BYTES],
      ['who wants it whole', REFRESHED, BYTES],
      // The provider answered its stream that way.
      ['who wants a stream', STARTED, BYTES],
      ['who wants a stream', REFRESHED, BYTES],
      // Somebody else asked for it that way.
      ['who wants a stream', JOINED, NOTHING],
      ['who wants a stream with usage', JOINED, NOTHING],
    ])('to a caller %s, %j', (caller, forwarded, expected) => {
      expect(taken(caller, forwarded, [...WHOLE, ANSWER])).toEqual(expected);
    });

    it.each(Object.keys(CALLERS) as CallerName[])(
      'holds it back from a caller %s until it is known what it is',
      (caller) => {
        for (const forwarded of [STARTED, JOINED]) expect(taken(caller, forwarded, WHOLE)).toEqual(NOTHING);
      },
    );

    it('that is no answer is for everybody', () => {
      for (const caller of Object.keys(CALLERS) as CallerName[])
        for (const forwarded of [STARTED, JOINED, REFRESHED, BYPASSED])
          expect(taken(caller, forwarded, [...WHOLE, PASSED])).toEqual(BYTES);
    });
  });

  it('of what was not read is whatever comes', () => {
    const caller = 'whose body was not read';
    expect(taken(caller, BYPASSED, [...STREAMED, ANSWER])).toEqual(WITH_USAGE);
    expect(taken(caller, BYPASSED, [...WHOLE, ANSWER])).toEqual(BYTES);
    expect(taken(caller, BYPASSED, [...STREAMED, PASSED])).toEqual(WITH_USAGE);
  });

  describe('of a stream that ends with an error of the provider', () => {
    it.each([STARTED, JOINED])('is that stream to a caller who wants one, %j', (forwarded) => {
      expect(taken('who wants a stream', forwarded, [...STREAMED, PASSED])).toEqual(STREAM);
    });

    it('fails for who wants the answer whole: there is none', () => {
      expect(() => taken('who wants it whole', JOINED, [...STREAMED, PASSED])).toThrow(
        expect.objectContaining({ code: 'upstream_failed' }) as Error,
      );
    });
  });

  it('of an answer that came into memory meanwhile is nothing: the message is told', () => {
    for (const caller of Object.keys(CALLERS) as CallerName[])
      for (const forwarded of [STARTED, JOINED]) expect(taken(caller, forwarded, [HIT])).toEqual(NOTHING);
  });
});
