/** One event; its data is JSON, which never has a line break of its own. */
export function sseEvent(name: string, data: object): string {
  return `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
}

/**
 * What event readers skip and people see, between two events. It has no blank line of its own: several clients take one for the end
 * of an event, and of an empty one where none has begun.
 */
export function sseComment(text: string): string {
  return `: ${text}\n`;
}
