import { promisify } from 'node:util';
import * as zlib from 'node:zlib';
import { RagCacheError } from '@app/core';
import type { FastifyRequest } from 'fastify';

type Decode = (bytes: Buffer, options: { readonly maxOutputLength: number }) => Promise<Buffer>;

/** The lower half of the first byte of a zlib header. Many clients send deflate without this header. */
const ZLIB = 8;

/** A body may always decode to so many bytes, and otherwise to so many times its own. Texts shrink to a tenth or so; more is made up. */
const [FREE, MOST_TIMES] = [1_048_576, 100] as const;

/** Only newer versions of Node have it. */
const { zstdDecompress } = zlib as { zstdDecompress?: typeof zlib.brotliDecompress };

const gunzip: Decode = promisify(zlib.gunzip);
const [inflate, inflateRaw]: readonly Decode[] = [promisify(zlib.inflate), promisify(zlib.inflateRaw)];

const DECODERS: ReadonlyMap<string, Decode> = new Map([
  ['gzip', gunzip],
  ['x-gzip', gunzip],
  ['deflate', (bytes, options) => ((bytes[0]! & 15) === ZLIB ? inflate! : inflateRaw!)(bytes, options)],
  ['br', promisify(zlib.brotliDecompress)],
  ...(zstdDecompress ? [['zstd', promisify(zstdDecompress) as Decode] as const] : []),
]);

/** Whether a body has to be decoded before it can be read. */
export function isEncoded({ headers }: Pick<FastifyRequest, 'headers'>): boolean {
  return codingOf(headers) !== 'identity';
}

/**
 * Decodes a body that came in one coding.
 * @param longest bytes of the decoded body.
 * @throws RagCacheError `unsupported_media_type` for an unknown coding or several, `malformed_json` for broken bytes, `body_too_large`.
 */
export async function decodedBody(
  bytes: Buffer,
  { headers }: Pick<FastifyRequest, 'headers'>,
  longest: number,
): Promise<Buffer> {
  const coding = codingOf(headers);
  const decode = DECODERS.get(coding);
  if (!decode) throw unknownCoding();
  const most = Math.min(longest, Math.max(FREE, MOST_TIMES * bytes.length));
  try {
    return await decode(bytes, { maxOutputLength: most });
  } catch (cause) {
    throw isTooLong(cause) ? tooLong(most) : broken(coding, cause);
  }
}

function codingOf(headers: FastifyRequest['headers']): string {
  return (headers['content-encoding'] ?? 'identity').trim().toLowerCase() || 'identity';
}

function isTooLong(error: unknown): boolean {
  return (error as { code?: unknown }).code === 'ERR_BUFFER_TOO_LARGE';
}

function unknownCoding(): RagCacheError {
  const known = [...DECODERS.keys()].join(', ');
  const detail = `Send the body uncompressed, or in one of these codings (Content-Encoding): ${known}.`;
  return new RagCacheError('unsupported_media_type', detail);
}

function tooLong(longest: number): RagCacheError {
  return new RagCacheError(
    'body_too_large',
    `Send a smaller body, or send it uncompressed: this one may have at most ${longest} bytes once it is decoded.`,
  );
}

function broken(coding: string, cause: unknown): RagCacheError {
  const detail = `The body is not whole, or no ${coding}: its Content-Encoding says so, but it can't be decoded.`;
  return new RagCacheError('malformed_json', detail, { cause });
}
