import { facet } from '../question/facet.js';
import { foldedText } from './text.facet.js';

/** Words beyond which a text tells something besides what it asks. */
const LONG = 25;
/** The end of a sentence with another one behind it. */
const SENTENCE_END = /[.!?…]["')]*\s+["'(]*[\p{L}\p{N}]/u;

/** Whether a text has many words or several sentences: a part of it is then told, not asked. */
export const tellsSomething = facet((question): boolean => {
  const text = foldedText(question);
  return SENTENCE_END.test(text) || text.split(' ').length > LONG;
});
