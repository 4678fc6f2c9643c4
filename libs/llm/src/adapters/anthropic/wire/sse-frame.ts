import type { JsonObject } from '../../../json.js';

/** An event of a Messages stream as it goes over the wire: its type is told twice. */
export function sseFrame(event: JsonObject): string {
  return `event: ${String(event['type'])}\ndata: ${JSON.stringify(event)}\n\n`;
}
