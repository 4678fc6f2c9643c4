import { facet } from '../question/facet.js';
import { foldedText } from './text.facet.js';

/** What makes a token an identifier: letters with digits, paths, addresses, snake_case, camelCase, file names, dotted or dashed numbers. */
const SHAPES: readonly RegExp[] = [
  /^https?:\/\/./i,
  /^[\w.+-]+@[\w-]+\.\w/,
  /^[\w.-]*\/[\w./-]*$/,
  /^\d+(?:[./:-]\d+)+$/,
  /^[a-z]+[-_.]?\d[\w.-]*$/i,
  /^\d+[a-z_-][\w-]*$/i,
  /^[a-z][^\W_]*_\w+$/i,
  /^[a-z]+[A-Z]\w*$/,
  /^[\w-]+\.(?:py|js|ts|sh|sql|json|ya?ml|csv|md|txt|xml|html|java|go|rs|com|org|net|io)$/i,
];
/** Quantities, ordinals, decades, plain alternatives: other guards read them. */
const EVERYDAY =
  /^(?:q[1-4]|covid.*|\d+\.\d+|\d+(?:st|nd|rd|th|k|m|bn|mn|gb|mb|kb|tb|kg|km|cm|mm|ms|s|h|min|am|pm|days?|hours?|minutes?|weeks?|months?|years?|%|x|-?[a-z]{2,})|\d+-(?:day|hour|minute|week|month|year|step)\w*|[a-z]+\/[a-z]+|\d{4}s)$/;
const BEFORE = /^[([{<"'`,;:!?]+/;
/** Tried once per run of such characters, not once per character. */
const AFTER = /(?<![)\]}>"'`,;:!?.])[)\]}>"'`,;:!?.]+$/;
/** A longer token is compared as it stands. */
const LONGEST = 200;

/** The identifiers of a text in lower case. */
export const identifiersOf = facet((question): ReadonlySet<string> => {
  const tokens = foldedText(question).split(/[\s"'`()[\]{},;]+/);
  return new Set(
    tokens
      .map((token) => token.replace(BEFORE, '').replace(AFTER, ''))
      .filter(isIdentifier)
      .map(unified),
  );
});

function isIdentifier(token: string): boolean {
  if (token.length > LONGEST) return true;
  return SHAPES.some((shape) => shape.test(token)) && !EVERYDAY.test(token.toLowerCase());
}

/** GPT-4 = GPT4. */
function unified(token: string): string {
  const lower = token.toLowerCase();
  return /[a-z]-\d/.test(lower) ? lower.replaceAll('-', '') : lower;
}
