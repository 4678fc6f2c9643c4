import { TransformStream } from 'node:stream/web';
import { Response } from 'undici';
import { DecodedLength } from './decoded-length.js';

/** A response of undici's `fetch`, which decodes what is compressed but sets no bound to it. */
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
