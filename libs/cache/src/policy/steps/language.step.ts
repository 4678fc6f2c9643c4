import type { EmbeddingSpace } from '@app/embedding';
import { languageOf } from '../facets/language.facet.js';
import type { ParsedQuestion } from '../question/parsed-question.js';
import { PASS, type Verdict } from '../verdict.js';
import { PolicyStep } from './policy-step.js';

/** Questions in a language that the embedding model doesn't know are not compared by meaning. */
export class LanguageStep extends PolicyStep {
  constructor(private readonly languages: EmbeddingSpace['languages']) {
    super();
  }

  override ofQuestion(question: ParsedQuestion): Verdict {
    if (this.languages === 'any' || this.languages.includes(languageOf(question))) return PASS;
    return { pass: false, reason: 'language' };
  }
}
