import { facet } from '../question/facet.js';
import { withoutCourtesy } from '../text/courtesy.js';
import { fold, normalise } from '../text/normalise.js';

/** The text in one spelling, its case kept: what literals (names, quotes, identifiers) are read from. */
export const foldedText = facet((question) => fold(question.text));

/** The folded text without greeting, request phrase, lead clause and thanks. */
export const coreText = facet((question) => withoutCourtesy(foldedText(question), question.lexicon));

/** The core in lower case, contractions opened, aliases resolved: what words are read from. */
export const normalText = facet((question) => normalise(coreText(question), question.lexicon));

/** The whole text in the form of `normalText`. */
export const normalWhole = facet((question) => normalise(foldedText(question), question.lexicon));

/** Letters and digits of the whole text, joined: finds what is written joined or split. */
export const joinedText = facet((question) => normalWhole(question).replace(/[^\p{L}\p{N}]+/gu, ''));
