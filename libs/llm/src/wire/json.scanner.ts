/** A member of an object in JSON text. Offsets count the text's characters. */
export interface MemberSpan {
  readonly name: string;
  /** The opening quote of its name. */
  readonly start: number;
  /** The first character of its value. */
  readonly value: number;
  /** After the last character of its value. */
  readonly end: number;
}

/** The members of the object whose `{` stands at `open`, in order, repeated names included. Of text that isn't JSON they mean nothing, but are found all the same. */
export function membersOf(text: string, open: number): MemberSpan[] {
  const members: MemberSpan[] = [];
  for (let at = afterSpace(text, open + 1); text[at] === '"';) {
    const member = memberAt(text, at);
    members.push(member);
    const comma = afterSpace(text, member.end);
    at = afterSpace(text, comma + 1);
  }
  return members;
}

function memberAt(text: string, start: number): MemberSpan {
  const nameEnd = afterString(text, start);
  const value = afterSpace(text, afterSpace(text, nameEnd) + 1);
  return { name: nameIn(text.slice(start, nameEnd)), start, value, end: afterValue(text, value) };
}

/** Bodies that nobody has parsed are scanned too: a name that JSON can't spell is nobody's. */
function nameIn(quoted: string): string {
  if (!quoted.includes('\\')) return quoted.slice(1, -1);
  try {
    return JSON.parse(quoted) as string;
  } catch {
    return quoted;
  }
}

/** After the string whose opening quote stands at `start`. */
export function afterString(text: string, start: number): number {
  let quote = text.indexOf('"', start + 1);
  while (quote !== -1 && isEscaped(text, quote)) quote = text.indexOf('"', quote + 1);
  return quote === -1 ? text.length : quote + 1;
}

export function afterSpace(text: string, start: number): number {
  let at = start;
  while (' \t\n\r'.includes(text[at] ?? '.')) at++;
  return at;
}

function isEscaped(text: string, quote: number): boolean {
  let at = quote;
  while (text[at - 1] === '\\') at--;
  return (quote - at) % 2 === 1;
}

/** A loop, not a recursion: the text may be nested as deep as it likes. */
function afterValue(text: string, start: number): number {
  let at = start;
  let depth = 0;
  do {
    const mark = text[at];
    if (mark === '{' || mark === '[') depth++;
    if (mark === '}' || mark === ']') depth--;
    at = afterToken(text, at);
    if (depth > 0) at = nextMark(text, at);
  } while (depth > 0 && at < text.length);
  return at;
}

function afterToken(text: string, at: number): number {
  if (text[at] === '"') return afterString(text, at);
  return '{}[]'.includes(text[at] ?? '') ? at + 1 : nextOf(/[\s,\]}]/g, text, at);
}

/** Inside an array or object only strings and brackets matter for where it ends. */
function nextMark(text: string, from: number): number {
  return nextOf(/["{}[\]]/g, text, from);
}

function nextOf(pattern: RegExp, text: string, from: number): number {
  pattern.lastIndex = from;
  return pattern.exec(text)?.index ?? text.length;
}
