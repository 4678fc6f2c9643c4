import { facet } from '../question/facet.js';
import { foldedText } from './text.facet.js';

/** A sign between spaces is an operator next to a number, a variable or a bracket; elsewhere it is a dash or a slash of prose. */
const SPACED =
  /(?<=(?:\d|(?<![\p{L}\p{N}])\p{L}|\)) )[-+%/](?= )|(?<= )[-+%/](?= (?:\d|\p{L}(?![\p{L}\p{N}])|\())/u;
const OPERATORS = new RegExp(
  `[=!<>]=+|=>|->|&&|\\|\\||[<>=]|\\*\\*?|${SPACED.source}|\\{\\}|\\[\\]|(?<= )-[A-Za-z](?![\\w-])|(?<= )--[A-Za-z][\\w-]*|[~^|\\\\]`,
  'gu',
);

/** Operators and flags of code in a text, sorted. */
export const operatorsOf = facet((question): string =>
  (foldedText(question).match(OPERATORS) ?? []).sort().join(' '),
);
