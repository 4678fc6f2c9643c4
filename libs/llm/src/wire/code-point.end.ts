/** The last position up to `longest` UTF-16 units at which a text can be cut without splitting a surrogate pair. */
export function codePointEnd(text: string, longest: number): number {
  if (longest >= text.length) return text.length;
  const isInsidePair = text.codePointAt(longest - 1)! > 0xffff;
  return isInsidePair ? longest - 1 : longest;
}
