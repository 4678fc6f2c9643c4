import type { IncomingHttpHeaders } from 'node:http';
import { BodyPipe } from '../contract/body.pipe.js';
import { compileContract } from '../contract/compiled-contract.js';
import { MayBeAbsent } from '../contract/may-be-absent.decorator.js';
import { Nested } from '../contract/nested.decorator.js';
import { refusal } from '../contract/refusal.js';
import { violationsOf } from '../contract/violations.js';
import { CacheBlockDto } from './cache.dto.js';
import { CACHE_HEADERS } from './cache-headers.table.js';

type Field = keyof CacheBlockDto;

const FIELDS = Object.entries(CACHE_HEADERS).map(([field, header]) => ({
  field: field as Field,
  key: header.name.toLowerCase(),
  read: header.read,
}));

const keepsContract = compileContract(CacheBlockDto);

/**
 * The caching options of a request: those of its body, overridden by those of its headers.
 * @throws RagCacheError `validation_failed` naming the headers that are malformed.
 */
export function cacheBlockOf(headers: IncomingHttpHeaders, body: CacheBlockDto = {}): CacheBlockDto {
  const given = readHeaders(headers);
  if (!given) return body;
  if (!keepsContract(given)) throw refusal(violationsOf(CacheBlockDto, given).map(toHeaderFault));
  return { ...body, ...given };
}

/** `undefined` = no such header. */
function readHeaders(headers: IncomingHttpHeaders): object | undefined {
  let given: Partial<Record<Field, unknown>> | undefined;
  for (const { field, key, read } of FIELDS) {
    const text = headers[key];
    if (typeof text === 'string') given = { ...given, [field]: read(text) };
  }
  return given;
}

function toHeaderFault({ path }: { readonly path: string }): { path: string; message: string } {
  const { name, rule } = CACHE_HEADERS[path as Field];
  return { path: name, message: rule };
}

/** A drop-in body: only its `cache` member is ours. */
class OurMember {
  @MayBeAbsent()
  @Nested(CacheBlockDto)
  cache?: CacheBlockDto;
}

const pipe = new BodyPipe(OurMember);

/**
 * Validates the `cache` member of a drop-in body. The provider validates the other members. `undefined` = there is none.
 * @throws RagCacheError `validation_failed` naming `cache.<field>`.
 */
export function checkedCacheBlock(block: unknown): CacheBlockDto | undefined {
  return pipe.transform({ cache: block }).cache;
}
