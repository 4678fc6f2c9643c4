import { facet } from '../question/facet.js';
import { foldedText } from './text.facet.js';

const OPERATORS =
  /[=!<>]=+|=>|->|&&|\|\||[<>=]|\*\*?|(?<=\s)[-+%/](?=\s)|\{\}|\[\]|(?<=\s)-{1,2}[A-Za-z][\w-]*|[~^|\\]/g;

/** Operators and flags of code in a text, sorted. */
export const operatorsOf = facet((question): string =>
  (foldedText(question).match(OPERATORS) ?? []).sort().join(' '),
);
