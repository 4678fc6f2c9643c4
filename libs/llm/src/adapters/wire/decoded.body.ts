import { pipeline, type Transform } from 'node:stream';
import * as zlib from 'node:zlib';
import { DecodedLength } from '@app/http';

/** What bytes come in and go out as. */
export type Bytes = AsyncIterable<Uint8Array>;

/** Makes the decoder of a coding. @param first the first byte that was sent. */
type MakeDecoder = (first: number) => Transform;

/** Each piece is given out as it comes: one of a stream must not wait for the next. */
const FLUSHED = { flush: zlib.constants.Z_SYNC_FLUSH };
/** What the first byte of zlib's own wrapping says in its lower half; many leave the wrapping out. */
const ZLIB = 8;

/** In the types of newer versions of Node only. */
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

/** More in a row than anybody uses: each would multiply what few bytes can become. */
const MOST_CODINGS = 3;

/**
 * A body without its codings.
 * @param contentEncoding the header's value, `undefined` when there is none.
 * @returns `undefined` when it names a coding that isn't known.
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

/** Throws what the decoder throws when the bytes are broken or end early, and `BrokenAnswer` when they become too many. */
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

/** `undefined` = an empty body, which many servers say is compressed. */
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
