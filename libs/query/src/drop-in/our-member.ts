import { cutMember, type JsonObject } from '@app/llm';

/** The member of a body that is ours. */
const OURS = 'cache';

/** A body as it came, and the same parsed; absent when it was not read. */
export interface SentBody {
  readonly raw: Buffer;
  readonly body?: JsonObject;
}

/** The body that may go upstream: byte for byte, without our own member. */
export function withoutOurs(sent: SentBody): Buffer {
  return mayHoldOurs(sent) ? cutMember(sent.raw, OURS) : sent.raw;
}

/** In a body that was not read the name may be spelled with escapes. */
function mayHoldOurs({ raw, body }: SentBody): boolean {
  return body ? Object.hasOwn(body, OURS) : raw.includes(OURS) || raw.includes('\\u');
}
