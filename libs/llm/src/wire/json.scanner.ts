/**
 * The position after the string whose opening quote is at `start`.
 * @param onQuote called for every quotation mark on the way. It may throw to limit their number.
 */
export function afterString(text: string, start: number, onQuote?: () => void): number {
  let quote = text.indexOf('"', start + 1);
  onQuote?.();
  while (quote !== -1 && isEscaped(text, quote)) {
    quote = text.indexOf('"', quote + 1);
    onQuote?.();
  }
  return quote === -1 ? text.length : quote + 1;
}

export function afterSpace(text: string, start: number): number {
  if (!isSpace(text[start])) return start;
  const next = /[^ \t\n\r]/g;
  next.lastIndex = start;
  return next.exec(text)?.index ?? text.length;
}

function isSpace(character: string | undefined): boolean {
  return character !== undefined && ' \t\n\r'.includes(character);
}

function isEscaped(text: string, quote: number): boolean {
  let at = quote;
  while (text[at - 1] === '\\') at--;
  return (quote - at) % 2 === 1;
}
