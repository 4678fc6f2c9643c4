import { afterSpace, afterString } from './json.scanner.js';

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

/** A text of more marks than these would take too long to look through: tens of nanoseconds each. */
const MOST_MARKS = 100_000;

/** The text was left unread, because it is divided too finely. */
export class TooManyMarks extends Error {
  constructor() {
    super(`The JSON text has more than ${MOST_MARKS} strings, brackets and quotation marks.`);
    this.name = 'TooManyMarks';
  }
}

/** Finds members of objects in JSON text. In text that is no valid JSON it finds something or nothing, but comes to an end. */
export class MemberScanner {
  private marks = 0;

  constructor(private readonly text: string) {}

  /** The members of the object whose `{` stands at `open`, in order, repeated names included. @throws TooManyMarks */
  membersOf(open: number): MemberSpan[] {
    const { text } = this;
    const members: MemberSpan[] = [];
    for (let at = afterSpace(text, open + 1); text[at] === '"';) {
      const member = this.memberAt(at);
      members.push(member);
      const comma = afterSpace(text, member.end);
      at = afterSpace(text, comma + 1);
    }
    return members;
  }

  private memberAt(start: number): MemberSpan {
    const nameEnd = this.afterString(start);
    const value = afterSpace(this.text, afterSpace(this.text, nameEnd) + 1);
    return { name: nameIn(this.text.slice(start, nameEnd)), start, value, end: this.afterValue(value) };
  }

  /** A loop, not a recursion: the text may be nested as deep as it likes. */
  private afterValue(start: number): number {
    const { text } = this;
    let at = start;
    let depth = 0;
    do {
      const mark = text[at];
      if (mark === '{' || mark === '[') depth++;
      if (mark === '}' || mark === ']') depth--;
      at = this.afterToken(at);
      if (depth > 0) at = nextMark(text, at);
    } while (depth > 0 && at < text.length);
    return at;
  }

  private afterToken(at: number): number {
    const { text } = this;
    if (text[at] === '"') return this.afterString(at);
    this.count();
    return '{}[]'.includes(text[at] ?? '') ? at + 1 : nextOf(/[\s,\]}]/g, text, at);
  }

  private afterString(start: number): number {
    return afterString(this.text, start, () => this.count());
  }

  private count(): void {
    if (++this.marks > MOST_MARKS) throw new TooManyMarks();
  }
}

/** As it stands when its escapes are none. */
function nameIn(quoted: string): string {
  try {
    return quoted.includes('\\') ? (JSON.parse(quoted) as string) : quoted.slice(1, -1);
  } catch {
    return quoted;
  }
}

/** Inside an array or object only strings and brackets matter for where it ends. */
function nextMark(text: string, from: number): number {
  return nextOf(/["{}[\]]/g, text, from);
}

function nextOf(pattern: RegExp, text: string, from: number): number {
  pattern.lastIndex = from;
  return pattern.exec(text)?.index ?? text.length;
}
