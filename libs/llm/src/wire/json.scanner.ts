const QUOTE = 34;
const BACKSLASH = 92;

/** The position after the string whose opening quote is at `start`. */
export function afterString(text: string, start: number): number {
  const quote = text.indexOf('"', start + 1);
  if (quote === -1) return text.length;
  // One search per escaped quotation mark would take ten times as long where there are many.
  return isEscaped(text, quote) ? afterEscapes(text, quote + 1) : quote + 1;
}

/** Reads a string's characters one by one. @param start where no escape has begun. */
function afterEscapes(text: string, start: number): number {
  for (let at = start; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) return at + 1;
    if (code === BACKSLASH) at++;
  }
  return text.length;
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
