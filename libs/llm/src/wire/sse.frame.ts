import { isShort, jsonPieces } from './json.pieces.js';

/**
 * An SSE frame with the value as its data, nearly always in one piece. One that is long comes in pieces, made one by one, of which
 * the last brings the blank line. @param start the frame's lines before its data.
 */
export function* sseFrame(value: object, start = ''): Generator<string, void, void> {
  if (isShort(value)) return yield `${start}data: ${JSON.stringify(value)}\n\n`;
  yield `${start}data: `;
  yield* jsonPieces(value);
  yield '\n\n';
}
