import { Readable } from 'node:stream';
import { RagCacheError } from '@app/core';
import type { FastifyReply, FastifyRequest } from 'fastify';

/**
 * The body of a request that is passed on: JSON as the bytes that the parser read, anything else as the stream of the socket. Absent =
 * the request has none.
 * @param longest bytes.
 * @throws RagCacheError `body_too_large` when the length is known; otherwise the stream fails with it.
 */
export function passedBody(
  { headers, body, raw }: FastifyRequest,
  longest: number,
): Buffer | Readable | undefined {
  if (body === undefined || body === null) return undefined;
  if (Buffer.isBuffer(body)) return body;
  if (Number(headers['content-length'] ?? 0) > longest) throw tooLarge(longest);
  return Readable.from(bounded(unclosed(raw), longest), { objectMode: false });
}

async function* bounded(body: AsyncIterable<Buffer>, longest: number): AsyncGenerator<Buffer, void, void> {
  let left = longest;
  for await (const piece of body) {
    left -= piece.length;
    if (left < 0) throw tooLarge(longest);
    yield piece;
  }
}

/** Breaking off would destroy the socket otherwise, and the caller would get no response. */
function unclosed(raw: Readable): AsyncIterable<Buffer> {
  return raw.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>;
}

/** Ends the connection of a request whose body was not read to its end: the rest of it would be taken for the next request. */
export function discardBody({ raw }: FastifyRequest, reply: FastifyReply): void {
  if (raw.complete) return;
  reply.header('connection', 'close');
  raw.resume();
}

function tooLarge(longest: number): RagCacheError {
  return new RagCacheError(
    'body_too_large',
    `Send a smaller body: at most ${longest} bytes, which the operator set with PASS_BODY_LIMIT.`,
  );
}
