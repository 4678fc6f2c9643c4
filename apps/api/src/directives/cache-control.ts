import type { Directives } from '@app/query';

const TOKEN = "[!#$%&'*+.^_`|~\\w-]+";
/** One directive and its separator. The pattern is sticky, so a hostile header is read once and not once per starting point. */
const DIRECTIVE = new RegExp(
  `\\s*(${TOKEN})(?:\\s*=\\s*(?:"((?:[^"\\\\]|\\\\.)*)"|(${TOKEN})))?\\s*(?:,|$)`,
  'y',
);
/** RFC 9111 replaces larger numbers by this one. */
const MAX_SECONDS = 2 ** 31;

type Change = (argument: string | undefined, said: Directives) => Directives | undefined;

/** The effect of each directive; `undefined` = malformed. Of two `max-age` directives the stricter one counts. */
const CHANGES: ReadonlyMap<string, Change> = new Map<string, Change>([
  ['no-cache', plain({ noCache: true })],
  ['no-store', plain({ noStore: true })],
  ['only-if-cached', plain({ onlyIfCached: true })],
  [
    'max-age',
    (seconds = '', { maxAgeMs = Infinity }) =>
      /^\d+$/.test(seconds)
        ? { maxAgeMs: Math.min(maxAgeMs, 1_000 * Math.min(Number(seconds), MAX_SECONDS)) }
        : undefined,
  ],
]);

/** Reads the `Cache-Control` header of a request. Unknown and malformed directives are ignored. */
export function readCacheControl(header: string | undefined): Directives | undefined {
  if (header === undefined) return undefined;
  let said: Directives = {};
  for (let at = 0; at < header.length;) {
    DIRECTIVE.lastIndex = at;
    const [, name = '', quoted, token] = DIRECTIVE.exec(header) ?? [];
    said = { ...said, ...CHANGES.get(name.toLowerCase())?.(quoted ?? token, said) };
    at = DIRECTIVE.lastIndex || nextItem(header, at);
  }
  return said;
}

function plain(change: Directives): Change {
  return (argument) => (argument === undefined ? change : undefined);
}

function nextItem(header: string, at: number): number {
  const comma = header.indexOf(',', at);
  return comma < 0 ? header.length : comma + 1;
}
