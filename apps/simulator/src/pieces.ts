const JSON_PIECE = /.{1,12}/gsu;
const WORD_END = /(?<=\S)(?=\s)/;

/** Pieces as a model would send them: words with the space before them. Together they are the text. */
export function pieces(text: string, wordsPerPiece = 1): string[] {
  const words = wordsOf(text);
  const count = Math.ceil(words.length / wordsPerPiece);
  return Array.from({ length: count }, (_, piece) =>
    words.slice(piece * wordsPerPiece, (piece + 1) * wordsPerPiece).join(''),
  );
}

/** White space at the end belongs to the last word. */
function wordsOf(text: string): string[] {
  const body = text.trimEnd();
  if (body === '') return text === '' ? [] : [text];
  const words = body.split(WORD_END);
  return [...words.slice(0, -1), words.at(-1)! + text.slice(body.length)];
}

/** Pieces of a tool call's arguments, which are torn anywhere but inside a character. */
export function jsonPieces(json: string): string[] {
  return json.match(JSON_PIECE) ?? [];
}
