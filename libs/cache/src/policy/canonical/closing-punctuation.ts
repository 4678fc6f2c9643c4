import { asksByWords } from './question-words.js';

const MARKS = '.!?…。．｡！？؟۔।॥։፧።⸮‽';
const ENDS = new Set([...MARKS, ';']);
/** Closing marks right after a word of two letters or more; "5!", "a+?", "cd .." keep theirs. */
const CLOSING = new RegExp(
  `(?<=[\\p{L}\\p{N}][\\p{L}\\p{M}])[${MARKS}]+$|(?<=[\\p{Lo}\\p{M}])[${MARKS}]+$|(?<=[\\p{L}\\p{N}]\\d['"]?)[${MARKS}]+$|(?<=\\d)[.?。？]$`,
  'u',
);
/** French and others set their marks off. */
const SET_OFF = /(?<=[\p{L}\p{N}][\p{L}\p{M}]) [!?]+$/u;
const QUESTION_MARK = /[?？؟፧⸮‽]/;
/** Greek writes its question mark as a semicolon. */
const GREEK_QUESTION = /(?<=\p{Script=Greek});$/u;
/** "The operator !": the mark is what is spoken of. */
const SPOKEN_OF =
  /(?:operat|sign|symbol|simbol|símbol|zeichen|znak|знак|символ|оператор|charact|caract|car[áa]ct|teken|mark|marque|regex|pattern|wildcard|quantifier)[\p{L}\p{M}]*$|(?<!\p{L})(?:of|is|the|an?|use|using|type|write|after|before|as|and|or|like|with|by)$/iu;
const INVERTED = /^[¿¡]+\s*/u;

/** A question without closing punctuation. A statement keeps its question mark: "the office is open?" asks, without it tells. */
export function withoutClosingPunctuation(text: string, english: boolean): string {
  const [start = ''] = INVERTED.exec(text) ?? [];
  const { rest, marks } = closingOf(text.slice(start.length));
  const marked = start.includes('¿') || QUESTION_MARK.test(marks);
  const asks = marked && asksByWords(rest, english);
  if (marks.startsWith(' ') && isSpokenOf(rest, english && !asks)) return text;
  return marked && !asks ? `${rest}?` : rest;
}

function isSpokenOf(rest: string, doubtful: boolean): boolean {
  return doubtful || SPOKEN_OF.test(rest);
}

/** Most texts end in a letter: the patterns are not run over them. */
function closingOf(text: string): { rest: string; marks: string } {
  if (!ENDS.has(text.at(-1)!)) return { rest: text, marks: '' };
  const marked = text.endsWith(';') ? text.replace(GREEK_QUESTION, '?') : text;
  const [marks = ''] = CLOSING.exec(marked) ?? SET_OFF.exec(marked) ?? [];
  return { rest: marked.slice(0, marked.length - marks.length), marks };
}
