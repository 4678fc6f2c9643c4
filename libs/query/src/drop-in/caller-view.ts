import { RagCacheError } from '@app/core';
import { UPSTREAM_HEADER } from '@app/llm';
import { isFlightEnd, type FlightEnd, type FlightPart, type FlightResult } from '../flights/flight-event.js';
import type { Forwarded } from '../query-result.js';
import type { DropInEvent, ResolvedDropIn } from './drop-in.types.js';

type Head = Extract<FlightPart, { type: 'head' }>;
type Frame = Extract<FlightPart, { type: 'frame' }>;
type Body = Extract<FlightPart, { type: 'body' }>;

const NOTHING: readonly DropInEvent[] = [];

/**
 * Selects the events of a flight that reach one caller as the provider sent them: frames for a caller that asked for a stream, the body
 * for one that did not. A caller that joined a call made the other way gets the message itself instead.
 */
export class CallerView {
  /** Whether the caller is getting the provider's own response. */
  isDelivered = false;
  private head?: Head;
  private body?: Body;

  constructor(private readonly request: Pick<ResolvedDropIn, 'wire'>) {}

  /** @throws RagCacheError `upstream_failed` when there is a result that this caller can't be shown. */
  take(event: FlightPart | FlightResult, forwarded: Forwarded): readonly DropInEvent[] {
    return isFlightEnd(event) ? this.result(event, forwarded) : this.progress(event);
  }

  private progress(event: FlightPart): readonly DropInEvent[] {
    switch (event.type) {
      case 'head':
        this.head = event;
        return NOTHING;
      case 'body':
        this.body = event;
        return NOTHING;
      case 'silence':
        return this.acceptsStreams ? this.begun(event) : NOTHING;
      case 'frame':
        return this.acceptsStreams ? this.begun(this.shown(event)) : NOTHING;
      case 'delta':
        return NOTHING;
    }
  }

  private result({ type }: FlightEnd, forwarded: Forwarded): readonly DropInEvent[] {
    if (type === 'passed') return this.passed();
    if (type === 'hit') return NOTHING;
    const events = this.hasJoinedForStream(forwarded) ? NOTHING : this.whole();
    return this.isDelivered ? events : this.named();
  }

  /** For a message that is written in another way than it came: who made it. */
  private named(): readonly DropInEvent[] {
    const upstream = this.head?.headers[UPSTREAM_HEADER];
    return upstream ? [{ type: 'head', status: 200, headers: { [UPSTREAM_HEADER]: upstream } }] : NOTHING;
  }

  private shown({ frame, shown }: Frame): DropInEvent | undefined {
    const visible = this.request.wire?.wantsUsage === false ? shown : frame;
    return visible === undefined ? undefined : { type: 'frame', frame: visible };
  }

  private whole(): readonly DropInEvent[] {
    return this.body ? this.begun(this.body) : NOTHING;
  }

  /** A response that is no answer can't be written in another way than it came. */
  private passed(): readonly DropInEvent[] {
    const events = this.whole();
    if (this.isDelivered) return events;
    throw new RagCacheError('upstream_failed', 'The provider sent no complete answer. Try again.');
  }

  /** The head comes before the first event that is shown. */
  private begun(event?: DropInEvent): readonly DropInEvent[] {
    const events = event ? [event] : [];
    if (!this.isDelivered && this.head) events.unshift(this.head);
    this.isDelivered = true;
    return events;
  }

  /** A body that was not read may ask for either. */
  private get acceptsStreams(): boolean {
    return this.request.wire?.isStream ?? true;
  }

  private hasJoinedForStream(forwarded: Forwarded): boolean {
    return this.request.wire?.isStream === true && forwarded.kind === 'miss' && forwarded.collapsed;
  }
}
