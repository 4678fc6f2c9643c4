// Divides Markdown prose into one line per sentence, as all documents have it: a diff then shows the sentence that changed.

const CODE_OR_LINK = /(`+)[^`][^]*?\1|\]\([^)]*\)/g;
/** An end mark, closing quotes or brackets, white space, and the beginning of another sentence. */
const BETWEEN_SENTENCES =
  /(?<=[.!?]["'”)*_]*)(?<!\b(?:e\.g|i\.e|vs|cf|etc|\.\.)\.) +(?=["'“(*_]*[\p{Lu}\0[])/gu;

/** @param {string} text one paragraph. @returns {string[]} its sentences. */
export function sentenceLines(text) {
  const kept = [];
  const masked = text.replaceAll(CODE_OR_LINK, (part) => `\0${kept.push(part) - 1}\0`);
  const restored = (line) => line.replaceAll(/\0(\d+)\0/g, (_all, at) => kept[Number(at)]);
  return masked.split(BETWEEN_SENTENCES).map(restored);
}
