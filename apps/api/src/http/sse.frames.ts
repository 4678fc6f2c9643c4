/** One event; its data is JSON, which never has a line break of its own. */
export function sseEvent(name: string, data: object): string {
  return `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
}

/** What event readers skip and people see. */
export function sseComment(text: string): string {
  return `: ${text}\n\n`;
}
