import { RagCacheError } from '@app/core';
import { isObject, type JsonObject, type PassedCall, type WireResponse } from '@app/llm';
import { parsedObject } from './parsed-object.js';

/** The longest page that is read. Bytes. */
const LONGEST = 8_388_608;
/** Pages without anything of the caller's own that are asked for in one request. */
const MOST_PAGES = 20;
/** What the length and the coding of another body were. */
const OF_THE_BODY = ['content-length', 'etag', 'content-md5', 'digest'];

/** How a list is read page by page. */
export interface Paging {
  readonly ask: (call: PassedCall) => Promise<WireResponse>;
  /** Takes away from a list what is not the caller's. */
  readonly own: (list: JsonObject) => Promise<JsonObject>;
  /** The query parameter that names the last thing of the page before. */
  readonly cursor: string;
}

/**
 * The first page of a list that holds something of the caller's own, or the last one. Clients stop at an empty page, so the pages with
 * nothing but other tenants' things are passed over.
 * @throws RagCacheError `upstream_failed` for a page that is too long or no list: it can't be shown, because it may hold what others made.
 */
export async function ownPages(first: PassedCall, { ask, own, cursor }: Paging): Promise<WireResponse> {
  let call = first;
  for (let page = 1; ; page++) {
    const response = await ask(call);
    if (response.status !== 200) return response;
    const list = await listIn(response);
    const shown = await own(list);
    const next = (shown['data'] as readonly unknown[]).length === 0 ? cursorOf(list) : undefined;
    if (next !== undefined && page < MOST_PAGES)
      call = { ...call, route: pageAfter(call.route, cursor, next) };
    else return { ...response, headers: headersOf(response), body: oneOf(JSON.stringify(shown)) };
  }
}

async function listIn({ body }: WireResponse): Promise<JsonObject> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of body) {
    length += piece.length;
    if (length > LONGEST) throw unreadable();
    pieces.push(piece);
  }
  const value = parsedObject(Buffer.concat(pieces).toString('utf8'));
  if (!value || !Array.isArray(value['data'])) throw unreadable();
  return value;
}

/** The name of the last thing on a page that others follow. */
function cursorOf({ data, has_more: hasMore, last_id: named }: JsonObject): string | undefined {
  if (hasMore !== true) return undefined;
  const last = (data as readonly unknown[]).at(-1);
  const id = named ?? (isObject(last) ? last['id'] : undefined);
  return typeof id === 'string' ? id : undefined;
}

function pageAfter(route: string, cursor: string, id: string): string {
  const [path = '', search = ''] = route.split('?', 2);
  const parameters = new URLSearchParams(search);
  parameters.set(cursor, id);
  return `${path}?${parameters.toString()}`;
}

function headersOf({ headers }: WireResponse): WireResponse['headers'] {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !OF_THE_BODY.includes(name)));
}

async function* oneOf(text: string): AsyncGenerator<Uint8Array, void, void> {
  yield Buffer.from(text);
}

function unreadable(): RagCacheError {
  const detail =
    'The provider sent no list that can be read, and it may hold what other tenants made. Ask for fewer at once.';
  return new RagCacheError('upstream_failed', detail);
}
