import { RagCacheError } from '@app/core';

/** The longest path that goes upstream, in UTF-16 units. */
const LONGEST = 2_048;
/** Spellings of a separator, of a dot or of the end of a path. A server that reads them in its own way would see another route than we did. */
const HIDDEN = /%(?:2f|5c|2e|23|3b|3f|[01][\da-f]|7f)|[\\#;?\0-\x20\x7f]/i;

/**
 * The segments of a path below `/v1`.
 * @throws RagCacheError `not_found` for a path that another server may read in another way: the caller could leave `/v1` with it,
 *   or reach a route that the operator has closed.
 */
export function segmentsOf(path: string): readonly string[] {
  const segments = path.split('/').slice(1);
  const isPlain = path.startsWith('/') && path.length <= LONGEST && !HIDDEN.test(path);
  if (isPlain && segments.every((segment) => segment !== '' && !/^\.+$/.test(segment))) return segments;
  throw new RagCacheError(
    'not_found',
    'Such a path is not passed on. Write it without empty segments, dots as segments, and encoded separators.',
  );
}

const MODEL = /^\/models\/(?<id>.+)$/;

/**
 * The model that `/models/{id}` names, in one segment or several: names of models may have slashes. Undefined = another route.
 * @throws RagCacheError `not_found` as `segmentsOf` does.
 */
export function modelInPath(path: string): string | undefined {
  const id = MODEL.exec(path)?.groups?.['id'];
  if (id === undefined) return undefined;
  segmentsOf(path.replaceAll(/%2f/gi, '/'));
  return decoded(id);
}

/** A route that the operator has closed: a method, or any, and the first segments of a path. */
export interface ClosedRoute {
  /** Absent = every method. */
  readonly method?: string;
  /** Empty = every path. `*` stands for any one segment. */
  readonly segments: readonly string[];
}

const ENTRY = /^(?:(?<method>GET|HEAD|POST|PUT|PATCH|DELETE) +)?(?<path>\*|\/?[\w.*-]+(?:\/[\w.*-]+)*)$/;

/** Reads an entry of `PASS_ROUTES`: `files`, `DELETE models`, `fine_tuning/jobs`, `*`. Returns undefined when it is none. */
function closedRouteOf(entry: string): ClosedRoute | undefined {
  const { method, path } = ENTRY.exec(entry)?.groups ?? {};
  if (path === undefined) return undefined;
  const segments = path === '*' ? [] : path.split('/').filter(Boolean);
  return { method, segments };
}

/** @param list the value of `PASS_ROUTES`, which was checked at start. */
export function closedRoutesOf(list = ''): readonly ClosedRoute[] {
  return entriesOf(list).flatMap((entry) => closedRouteOf(entry) ?? []);
}

/** The first entry that is no route; undefined when there is none. */
export function brokenRouteIn(list: string): string | undefined {
  return entriesOf(list).find((entry) => closedRouteOf(entry) === undefined);
}

function entriesOf(list: string): string[] {
  return list
    .split(',')
    .map((entry) => entry.trim())
    .filter(Boolean);
}

export function closedRoute(): RagCacheError {
  return new RagCacheError('forbidden', 'Your operator has closed this route (PASS_ROUTES).');
}

export function isClosed(
  method: string,
  segments: readonly string[],
  closed: readonly ClosedRoute[],
): boolean {
  // HEAD tells what GET would.
  const methods = method === 'HEAD' ? ['HEAD', 'GET'] : [method];
  return closed.some(
    (route) =>
      (route.method === undefined || methods.includes(route.method)) &&
      route.segments.every(
        (name, at) => name === '*' || name.toLowerCase() === decoded(segments[at]).toLowerCase(),
      ),
  );
}

/** A server may read `%66iles` or `Files` as `files`. */
function decoded(segment = ''): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
