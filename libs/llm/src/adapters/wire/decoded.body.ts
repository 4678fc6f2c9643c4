import { pipeline, type Transform } from 'node:stream';
import * as zlib from 'node:zlib';
import { DecodedLength } from '@app/http';

/** A body, before and after decoding. */
export type Bytes = AsyncIterable<Uint8Array>;

/** Makes the decoder of a coding. @param first the first byte of the body. */
type MakeDecoder = (first: number) => Transform;

/** Every piece is flushed at once, because a piece of a stream must not wait for the next one. */
const FLUSHED = { flush: zlib.constants.Z_SYNC_FLUSH };
/** The lower half of the first byte of a zlib header. Many servers send deflate without this header. */
const ZLIB = 8;

/** Only newer versions of Node have it. */
const { createZstdDecompress } = zlib as { createZstdDecompress?: () => Transform };

const gunzip: MakeDecoder = () => zlib.createGunzip(FLUSHED);
const DECODERS: ReadonlyMap<string, MakeDecoder> = new Map([
  ['gzip', gunzip],
  ['x-gzip', gunzip],
  [
    'deflate',
    (first) => ((first & 15) === ZLIB ? zlib.createInflate(FLUSHED) : zlib.createInflateRaw(FLUSHED)),
  ],
  ['br', () => zlib.createBrotliDecompress({ flush: zlib.constants.BROTLI_OPERATION_FLUSH })],
  ...(createZstdDecompress ? [['zstd', () => createZstdDecompress()] as const] : []),
]);

/** Most codings of one body. Real servers use one; each further coding multiplies the size of a compression bomb. */
const MOST_CODINGS = 3;

/**
 * Decodes a body.
 * @param contentEncoding the header's value, `undefined` when there is none.
 * @returns undefined when it names an unknown coding.
 */
export function decodedBody(
  body: Bytes,
  contentEncoding: string | readonly string[] = '',
): Bytes | undefined {
  const codings = String(contentEncoding)
    .toLowerCase()
    .split(',')
    .map((name) => name.trim());
  const decoders = codings.filter((name) => name && name !== 'identity').map((name) => DECODERS.get(name));
  if (decoders.length > MOST_CODINGS) return undefined;
  return decoders.reduceRight<Bytes | undefined>(
    (bytes, make) => bytes && make && decoded(bytes, make),
    body,
  );
}

/** Throws the decoder's error when the bytes are broken or end early, and `BodyTooLong` when they decode to too many. */
async function* decoded(body: Bytes, make: MakeDecoder): AsyncGenerator<Uint8Array, void, void> {
  const length = new DecodedLength();
  const pieces = body[Symbol.asyncIterator]();
  const first = await firstOf(pieces);
  if (!first) return;
  const decoder = make(first[0]!);
  pipeline(whole(first, pieces), decoder, () => undefined);
  for await (const piece of decoder as AsyncIterable<Uint8Array>) {
    length.add(piece);
    yield piece;
  }
}

/** Resolves to undefined for an empty body, which many servers label as compressed. */
async function firstOf(pieces: AsyncIterator<Uint8Array>): Promise<Uint8Array | undefined> {
  for (;;) {
    const piece = await pieces.next();
    if (piece.done) return undefined;
    if (piece.value.length > 0) return piece.value;
  }
}

async function* whole(first: Uint8Array, rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield first;
  yield* { [Symbol.asyncIterator]: () => rest };
}
