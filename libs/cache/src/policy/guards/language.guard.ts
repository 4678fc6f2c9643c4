import { languageOf } from '../facets/language.facet.js';
import type { ParsedQuestion } from '../question/parsed-question.js';
import { Guard } from './guard.js';

/** The other guards read English: they can't vouch for a text in another language. */
export class LanguageGuard extends Guard {
  readonly name = 'language';

  vetoes(asked: ParsedQuestion, stored: ParsedQuestion): boolean {
    return languageOf(asked) !== 'en' || languageOf(stored) !== 'en';
  }
}
