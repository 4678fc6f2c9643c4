/** An event as a client dispatches it. */
export interface DispatchedEvent {
  readonly event: string;
  readonly data: string;
}

/** What is known of an event when its blank line comes, and of those before it. */
interface Pending {
  event: string;
  data: string[];
  id?: string;
  retry?: string;
}

/** When a client takes a blank line for the end of an event. */
const DISPATCHES = {
  /** openai-go and anthropic-sdk-go: always. */
  go: () => true,
  /** openai-python and anthropic's: also when nothing but an earlier event's id is known. */
  python: ({ event, data, id, retry }: Pending) =>
    event !== '' || data.length > 0 || id !== undefined || retry !== undefined,
};

export const STRICT_CLIENTS = Object.keys(DISPATCHES) as (keyof typeof DISPATCHES)[];

/** The events that clients see which are less forgiving than those for Node; one without data makes them throw. */
export function dispatched(client: keyof typeof DISPATCHES, stream: string): DispatchedEvent[] {
  const events: DispatchedEvent[] = [];
  let pending: Pending = { event: '', data: [] };
  for (const line of stream.split(/\r\n|\n|\r/).slice(0, -1)) {
    if (line === '') {
      const { event, data, id } = pending;
      if (DISPATCHES[client](pending)) events.push({ event, data: data.join('\n') });
      pending = { event: '', data: [], id };
      continue;
    }
    take(line, pending);
  }
  return events;
}

function take(line: string, pending: Pending): void {
  const [name = '', ...rest] = line.split(':');
  const value = rest.join(':').replace(/^ /, '');
  if (name === 'data') pending.data.push(value);
  if (name === 'event') pending.event = value;
  if (name === 'id') pending.id = value;
  if (name === 'retry') pending.retry = value;
}
