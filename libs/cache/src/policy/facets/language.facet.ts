import { facet } from '../question/facet.js';
import { languageIn } from '../text/language.js';

/** ISO 639-1 code, `script` or `other`. */
export const languageOf = facet(({ text, lexicon }): string => languageIn(text, lexicon));
