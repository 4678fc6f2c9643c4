import {
  apostrophesOf,
  asksByMark,
  gapsOf,
  lettersOf,
  quotedLettersOf,
  wordingOf,
  writtenLettersOf,
} from '../facets/wording.facet.js';
import type { ParsedQuestion } from '../question/parsed-question.js';
import { Guard } from './guard.js';

/**
 * The same letters, parted otherwise: "No, way" / "No way", "man-eating" / "man eating", "it is open" / "it is open?".
 * White space counts where it is spoken of, and in quotations.
 */
export class PunctuationGuard extends Guard {
  readonly name = 'punctuation';

  vetoes(asked: ParsedQuestion, stored: ParsedQuestion): boolean {
    if (gapsOf(asked) !== gapsOf(stored) || quotedLettersOf(asked) !== quotedLettersOf(stored)) return true;
    if (
      writtenLettersOf(asked) === writtenLettersOf(stored) &&
      apostrophesOf(asked) !== apostrophesOf(stored)
    )
      return true;
    if (lettersOf(asked) !== lettersOf(stored)) return false;
    return wordingOf(asked) !== wordingOf(stored) || asksByMark(asked) !== asksByMark(stored);
  }
}
