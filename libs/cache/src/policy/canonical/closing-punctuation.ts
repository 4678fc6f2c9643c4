/** Closing marks right after a word of two letters or more; "5!", "a+?", "cd .." keep theirs. */
const CLOSING = /(?<=[\p{L}\p{N}]\p{L}|[\p{L}\p{N}]\d['"]?)[.!?…]+$|(?<=\d)[.?]$/u;
/** Beginnings that make a question or request whatever stands at the end. "Do not ..." and "What a ..." may be none. */
const ASKS =
  /^(?:(?:and|so|but|or|in|at|on|for|from|to|with|by|of) )*(?:what(?! an? )|who|whom|whose|where|when|why|how|which|is|are|am|was|were|does|did|can|could|would|will|should|has|(?:do|have|may|shall|must) (?:i|you|we|they|he|she|it|the|my|your|our|these|those|people|any)|explain|describe|(?:tell|show|give|send|help) (?:me|us))(?: |$)/;

/** A question without closing punctuation. A statement keeps its question mark: "the office is open?" asks, without it tells. */
export function withoutClosingPunctuation(text: string): string {
  const closing = CLOSING.exec(text);
  if (!closing) return text;
  const rest = text.slice(0, closing.index);
  return closing[0].includes('?') && !ASKS.test(rest) ? `${rest}?` : rest;
}
