import { codePointEnd } from './code-point.end.js';

/** Longest piece of a string before escaping, in UTF-16 units. */
const LONGEST = 8_192;

/**
 * An SSE frame with the value as its data. A frame is one piece unless it is long. Then its pieces are made one by one, and only
 * the last one ends with the blank line.
 * @param start the frame's lines before its data.
 */
export function* sseFrame(value: object, start = ''): Generator<string, void, void> {
  if (isShort(value)) return yield `${start}data: ${JSON.stringify(value)}\n\n`;
  yield `${start}data: `;
  yield* jsonPieces(value);
  yield '\n\n';
}

/** The JSON text of a parsed JSON value, as `JSON.stringify` makes it. A long text comes in pieces that are made one by one. */
export function* jsonPieces(value: unknown): Generator<string, void, void> {
  if (isShort(value)) yield JSON.stringify(value);
  else if (typeof value === 'string') yield* piecesOfString(value);
  else if (Array.isArray(value)) yield* piecesOfArray(value);
  else yield* piecesOfObject(value as object);
}

/** Whether the JSON text of the value is one piece. */
export function isShort(value: unknown): boolean {
  return roomAfter(value, LONGEST) >= 0;
}

/** The rest of the given units after a value; negative when the value is too long. */
function roomAfter(value: unknown, room: number): number {
  if (typeof value === 'string') return room - value.length - 2;
  if (typeof value !== 'object' || value === null) return room - 8;
  let left = room - 2;
  for (const name in value) {
    left = roomAfter((value as Readonly<Record<string, unknown>>)[name], left - name.length - 4);
    if (left < 0) return left;
  }
  return left;
}

function* piecesOfString(text: string): Generator<string, void, void> {
  yield '"';
  for (let from = 0; from < text.length;) {
    const piece = text.slice(from, from + LONGEST + 1);
    const end = codePointEnd(piece, LONGEST);
    yield JSON.stringify(piece.slice(0, end)).slice(1, -1);
    from += end;
  }
  yield '"';
}

function* piecesOfArray(list: readonly unknown[]): Generator<string, void, void> {
  let mark = '[';
  for (const value of list) {
    yield mark;
    yield* jsonPieces(value);
    mark = ',';
  }
  yield ']';
}

function* piecesOfObject(object: object): Generator<string, void, void> {
  let mark = '{';
  for (const [name, value] of Object.entries(object)) {
    if (value === undefined) continue;
    yield mark;
    yield* piecesOfString(name);
    yield ':';
    yield* jsonPieces(value);
    mark = ',';
  }
  yield '}';
}
