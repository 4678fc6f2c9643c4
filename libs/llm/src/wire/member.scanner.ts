import { afterSpace, afterString } from './json.scanner.js';

/** A member of an object in JSON text. Offsets count the text's characters. */
export interface MemberSpan {
  readonly name: string;
  /** The position of the opening quote of its name. */
  readonly start: number;
  /** The position of the first character of its value. */
  readonly value: number;
  /** The position after the last character of its value. */
  readonly end: number;
}

/** Most tokens of a text. Each takes tens of nanoseconds, so more would block the event loop for too long. */
const MOST_MARKS = 100_000;

/** The text has too many tokens and was not read. */
export class TooManyMarks extends Error {
  constructor() {
    super(`The JSON text has more than ${MOST_MARKS} strings and brackets.`);
    this.name = 'TooManyMarks';
  }
}

/** Finds members of objects in JSON text. In invalid JSON it may find anything, but it always terminates. */
export class MemberScanner {
  private marks = 0;

  constructor(private readonly text: string) {}

  /** The members of the object whose `{` is at `open`, in order, with repeated names. @throws TooManyMarks */
  membersOf(open: number): MemberSpan[] {
    return [...this.walk(open)];
  }

  /** The same one by one: those before the text has too many tokens can be used. @throws TooManyMarks */
  *walk(open: number): Generator<MemberSpan, void, void> {
    const { text } = this;
    for (let at = afterSpace(text, open + 1); text[at] === '"';) {
      const member = this.memberAt(at);
      yield member;
      const comma = afterSpace(text, member.end);
      at = afterSpace(text, comma + 1);
    }
  }

  /** The position of the first value of that name in the object whose `{` is at `open`. @throws TooManyMarks */
  valueOf(open: number, name: string): number | undefined {
    const { text } = this;
    for (let at = afterSpace(text, open + 1); text[at] === '"';) {
      const nameEnd = this.afterString(at);
      const value = afterSpace(text, afterSpace(text, nameEnd) + 1);
      if (nameIn(text.slice(at, nameEnd)) === name) return value;
      const comma = afterSpace(text, this.endOf(value));
      at = afterSpace(text, comma + 1);
    }
    return undefined;
  }

  private memberAt(start: number): MemberSpan {
    const nameEnd = this.afterString(start);
    const value = afterSpace(this.text, afterSpace(this.text, nameEnd) + 1);
    return { name: nameIn(this.text.slice(start, nameEnd)), start, value, end: this.endOf(value) };
  }

  /** The position after the value that begins at `start`. A loop and not a recursion, because the text may be nested to any depth. */
  endOf(start: number): number {
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
    this.count();
    return afterString(this.text, start);
  }

  private count(): void {
    if (++this.marks > MOST_MARKS) throw new TooManyMarks();
  }
}

/** The name of a member; its raw text when its escapes are invalid. */
function nameIn(quoted: string): string {
  try {
    return quoted.includes('\\') ? (JSON.parse(quoted) as string) : quoted.slice(1, -1);
  } catch {
    return quoted;
  }
}

/** Only strings and brackets decide where an array or object ends. */
function nextMark(text: string, from: number): number {
  return nextOf(/["{}[\]]/g, text, from);
}

function nextOf(pattern: RegExp, text: string, from: number): number {
  pattern.lastIndex = from;
  return pattern.exec(text)?.index ?? text.length;
}
