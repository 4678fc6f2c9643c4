/** The last place, not behind `longest` UTF-16 units, at which a text can be cut without cutting a surrogate pair. */
export function codePointEnd(text: string, longest: number): number {
  if (longest >= text.length) return text.length;
  const isInsidePair = text.codePointAt(longest - 1)! > 0xffff;
  return isInsidePair ? longest - 1 : longest;
}
