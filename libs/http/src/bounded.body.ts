import { TransformStream } from 'node:stream/web';
import { Response } from 'undici';

/** Most bytes of a body after decompression. No answer of a model comes near it. */
export const LONGEST_DECODED = 67_108_864;

/** A compressed body decodes to more bytes than allowed. */
export class BodyTooLong extends Error {
  constructor() {
    super('The body is too long once it is decoded.');
    this.name = 'BodyTooLong';
  }
}

/** Counts the decoded bytes of one body. */
export class DecodedLength {
  private left: number;

  constructor(longest = LONGEST_DECODED) {
    this.left = longest;
  }

  /** @throws BodyTooLong when the body exceeds the limit. */
  add(piece: Uint8Array): void {
    this.left -= piece.length;
    if (this.left < 0) throw new BodyTooLong();
  }
}

/** Limits a response of undici's `fetch`, which decompresses bodies without a limit. */
export function boundedResponse(response: Response): Response {
  const { body, status, statusText, headers } = response;
  if (!body || !headers.has('content-encoding')) return response;
  return new Response(body.pipeThrough(counting()), { status, statusText, headers });
}

function counting(): TransformStream<Uint8Array, Uint8Array> {
  const length = new DecodedLength();
  return new TransformStream({
    transform: (piece, controller) => {
      length.add(piece);
      controller.enqueue(piece);
    },
  });
}
