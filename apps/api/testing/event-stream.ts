export interface StreamedEvent {
  readonly name: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** What was read of a stream of `/api/v1/query`. */
export interface EventStream {
  readonly events: readonly StreamedEvent[];
  /** Of the deltas. */
  readonly texts: readonly string[];
  readonly comments: readonly string[];
  readonly last?: StreamedEvent;
}

/** @param body whole frames. */
export function parseEventStream(body: string): EventStream {
  const frames = body.split('\n\n').filter((frame) => frame !== '');
  const events = frames.flatMap(eventOf);
  return {
    events,
    texts: events.filter(({ name }) => name === 'delta').map(({ data }) => String(data.text)),
    comments: frames.filter((frame) => frame.startsWith(':')),
    last: events.at(-1),
  };
}

function eventOf(frame: string): StreamedEvent[] {
  const [, name, data] = /^event: (.*)\ndata: ([^\n]*)$/.exec(frame) ?? [];
  return name && data ? [{ name, data: JSON.parse(data) as StreamedEvent['data'] }] : [];
}
