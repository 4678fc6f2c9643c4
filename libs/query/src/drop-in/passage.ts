import { RagCacheError } from '@app/core';
import type { Landing, Progress } from '../flights/flight-event.js';
import type { Forwarded } from '../query-result.js';
import type { DropInEvent } from './drop-in-event.js';
import type { ResolvedDropIn } from './resolved-drop-in.js';

type Head = Extract<Progress, { type: 'head' }>;
type Silence = Extract<Progress, { type: 'silence' }>;
type Body = Extract<Progress, { type: 'body' }>;

/**
 * What of a flight reaches one caller as the provider sent it. A stream passes frame by frame to who asked for one, and a whole
 * body to who did not. Somebody who joined a call that was asked for the other way waits for the message itself.
 */
export class Passage {
  /** Whether the caller has, or is getting, the provider's own response. */
  isDelivered = false;
  private head?: Head;
  private body?: Body;

  constructor(
    private readonly request: ResolvedDropIn,
    private readonly forwarded: Forwarded,
  ) {}

  *take(event: Progress | Landing): Generator<DropInEvent, void, void> {
    if (event.type === 'head') this.head = event;
    if (event.type === 'body') this.body = event;
    if (event.type === 'silence' && this.takesStreams) yield* this.silence(event);
    if (event.type === 'frame' && this.takesStreams) yield* this.stream(event);
    if (event.type === 'answer' && !this.hasJoinedForStream) yield* this.whole();
    if (event.type === 'passed') yield* this.passed();
  }

  private *silence(event: Silence): Generator<DropInEvent, void, void> {
    yield* this.begin();
    yield event;
  }

  private *stream({
    frame,
    shown,
  }: Extract<Progress, { type: 'frame' }>): Generator<DropInEvent, void, void> {
    yield* this.begin();
    const visible = this.request.wire?.wantsUsage === false ? shown : frame;
    if (visible !== undefined) yield { type: 'frame', frame: visible };
  }

  private *whole(): Generator<DropInEvent, void, void> {
    if (!this.body) return;
    yield* this.begin();
    yield this.body;
  }

  /** What is no answer can't be told in another way than it came. */
  private *passed(): Generator<DropInEvent, void, void> {
    yield* this.whole();
    if (this.isDelivered) return;
    const detail = 'The provider sent no complete answer. Try again.';
    throw new RagCacheError('upstream_failed', detail);
  }

  private *begin(): Generator<DropInEvent, void, void> {
    if (!this.isDelivered && this.head) yield this.head;
    this.isDelivered = true;
  }

  /** A body that was not looked into may ask for either. */
  private get takesStreams(): boolean {
    return this.request.wire?.isStream ?? true;
  }

  private get hasJoinedForStream(): boolean {
    const { forwarded, request } = this;
    return request.wire?.isStream === true && forwarded.kind === 'miss' && forwarded.collapsed;
  }
}
