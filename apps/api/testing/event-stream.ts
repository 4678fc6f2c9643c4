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

/** @param body whole frames; comments are lines of their own between them. */
export function parseEventStream(body: string): EventStream {
  const lines = body.split('\n');
  const comments = lines.filter((line) => line.startsWith(':'));
  const frames = lines
    .filter((line) => !line.startsWith(':'))
    .join('\n')
    .split('\n\n');
  const events = frames.flatMap(eventOf);
  return {
    events,
    texts: events.filter(({ name }) => name === 'delta').map(({ data }) => String(data.text)),
    comments,
    last: events.at(-1),
  };
}

function eventOf(frame: string): StreamedEvent[] {
  const [, name, data] = /^event: (.*)\ndata: ([^\n]*)$/.exec(frame) ?? [];
  return name && data ? [{ name, data: JSON.parse(data) as StreamedEvent['data'] }] : [];
}
