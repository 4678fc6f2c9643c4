import type { IncomingHttpHeaders } from 'node:http';
import { compileContract } from '../contract/compiled-contract.js';
import { refusal } from '../contract/refusal.js';
import { violationsOf } from '../contract/violations.js';
import { CacheBlockDto } from './cache-block.dto.js';
import { CACHE_HEADERS } from './cache-headers.table.js';

type Field = keyof CacheBlockDto;

const FIELDS = Object.entries(CACHE_HEADERS).map(([field, header]) => ({
  field: field as Field,
  key: header.name.toLowerCase(),
  read: header.read,
}));

const keepsContract = compileContract(CacheBlockDto);

/**
 * What a request says about caching: its body's word, and its headers' where they differ.
 * @throws RagCacheError `validation_failed` naming the headers that are malformed.
 */
export function cacheBlockOf(headers: IncomingHttpHeaders, body: CacheBlockDto = {}): CacheBlockDto {
  const said = readHeaders(headers);
  if (!said) return body;
  if (!keepsContract(said)) throw refusal(violationsOf(CacheBlockDto, said).map(toHeaderFault));
  return { ...body, ...said };
}

/** `undefined` = no such header. */
function readHeaders(headers: IncomingHttpHeaders): object | undefined {
  let said: Partial<Record<Field, unknown>> | undefined;
  for (const { field, key, read } of FIELDS) {
    const text = headers[key];
    if (typeof text === 'string') said = { ...said, [field]: read(text) };
  }
  return said;
}

function toHeaderFault({ path }: { readonly path: string }): { path: string; message: string } {
  const { name, rule } = CACHE_HEADERS[path as Field];
  return { path: name, message: rule };
}
