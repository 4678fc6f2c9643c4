import { facet } from '../question/facet.js';
import { foldedText } from './text.facet.js';
import { isProse, type Sign } from '../text/signs.js';

const LEXEME = /[\p{L}\p{M}\p{N}_]+|[^\p{L}\p{M}\p{N}_\s]+/gu;
const IS_WORD = /^[\p{L}\p{M}\p{N}_]/u;
/** Signs that code is made of; others decorate. */
const OTHER = /[^-+*/%=<>!&|^~\\@#$?:._{}[\]()\p{Sm}"',;]/gu;
/** Brackets, quotation marks and commas part signs; an empty pair of brackets is a call. */
const PARTING = /[("'),;]+/;
const CALL = /\(\)/g;
const CALLED = '\u0001';
/** What may be an operand: a variable, a number, a name out of code. */
const OPERAND = /^(?:\p{L}|[\p{L}_]*\p{N}[\p{L}\p{N}_]*|\p{Ll}+\p{Lu}\w*|[^\W_]*_\w*)$/u;
const BORDERED = /^_|_$/;
/** Feet and inches: 5' and 5". */
const PRIME = /\p{N}['"′″](?![\p{L}\p{N}])/gu;
/** Folding would make plain digits of these. */
const RAISED = /[\u00b2\u00b3\u00b9\u2070-\u209c]/g;

/** Signs of code with what they belong to, sorted: `i++`, `++i`, `a==b`, `%m`, `c#`, `-v`. How they are spaced says nothing. */
export const signsOf = facet((question): string => {
  const lexemes = [...foldedText(question).matchAll(LEXEME)];
  const signs = lexemes.flatMap((_, index) => signsAt(lexemes, index));
  return [...signs, ...(question.text.match(RAISED) ?? []), ...(question.text.match(PRIME) ?? [])]
    .sort()
    .join(' ');
});

function signsAt(lexemes: readonly RegExpExecArray[], index: number): string[] {
  const [lexeme] = lexemes[index]!;
  if (IS_WORD.test(lexeme)) return BORDERED.test(lexeme) ? [lexeme.toLowerCase()] : [];
  const left = neighbour(lexemes, index, -1);
  const right = neighbour(lexemes, index, 1);
  const runs = lexeme.replace(OTHER, '').replace(CALL, CALLED).split(PARTING);
  return runs
    .map((run): Sign => ({ run: withoutEnd(run, right), left, right, text: lexeme }))
    .filter(({ run }) => run !== '')
    .filter((sign) => !isProse(sign))
    .map(({ run }) => `${operand(left)}${run}${operand(right)}`);
}

/** A word beside a sign, and whether it touches it. */
function neighbour(lexemes: readonly RegExpExecArray[], index: number, step: 1 | -1): Sign['left'] {
  const [own, other] = [lexemes[index]!, lexemes[index + step]];
  if (!other || !IS_WORD.test(other[0])) return { word: '', glued: false };
  const [first, second] = step === 1 ? [own, other] : [other, own];
  return { word: other[0], glued: first.index + first[0].length === second.index };
}

/** A sentence ends behind a sign as behind a word. */
function withoutEnd(run: string, right: Sign['right']): string {
  if (right.glued || /^[.?!:]+$/.test(run)) return run;
  return run.replace(/(?<![.?!:])[.?!:]+$/, '');
}

function operand({ word, glued }: Sign['left']): string {
  return glued || OPERAND.test(word) ? word.toLowerCase() : '';
}
