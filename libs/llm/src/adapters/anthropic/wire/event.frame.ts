import type { JsonObject } from '../../../json.js';
import { sseFrame } from '../../../wire/sse.frame.js';

/** An event of a Messages stream as it goes over the wire: its type is told twice. */
export function eventFrame(event: JsonObject): Generator<string, void, void> {
  return sseFrame(event, `event: ${String(event['type'])}\n`);
}
