/** One event. Its data is JSON, which never contains a line break. */
export function sseEvent(name: string, data: object): string {
  return `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
}

/**
 * A comment between two events, which clients skip and people see. It ends without a blank line, because several clients take a
 * blank line for the end of an event, and for an empty event where none has begun.
 */
export function sseComment(text: string): string {
  return `: ${text}\n`;
}
