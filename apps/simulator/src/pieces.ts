const JSON_PIECE = /.{1,12}/gsu;

/** Pieces as a model would send them: words with the space before them. Together they are the text. */
export function pieces(text: string, wordsPerPiece = 1): string[] {
  const words = text.match(/\s*\S+(?:\s+$)?|^\s+$/g) ?? [];
  const count = Math.ceil(words.length / wordsPerPiece);
  return Array.from({ length: count }, (_, piece) =>
    words.slice(piece * wordsPerPiece, (piece + 1) * wordsPerPiece).join(''),
  );
}

/** Pieces of a tool call's arguments, which are torn anywhere but inside a character. */
export function jsonPieces(json: string): string[] {
  return json.match(JSON_PIECE) ?? [];
}
