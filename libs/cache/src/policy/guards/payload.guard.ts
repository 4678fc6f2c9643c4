import { payloadOf } from '../facets/payload.facet.js';
import { foldedText } from '../facets/text.facet.js';
import type { ParsedQuestion } from '../question/parsed-question.js';
import { Guard } from './guard.js';

/** Payloads of so few words are compared in their own case: a format string, a variable. */
const FEW_WORDS = 2;
const SIGNS = /[^\p{L}\p{N}_\s,.'"!?;:]/gu;

/** What an instruction is carried out on: letters, digits and signs of "Summarise: ..." have to be the same. */
export class PayloadGuard extends Guard {
  readonly name = 'payload';

  vetoes(asked: ParsedQuestion, stored: ParsedQuestion): boolean {
    const [one, other] = [payloadOf(asked), payloadOf(stored)];
    if (one === undefined && other === undefined) return false;
    if (one === undefined) return !foldedText(asked).includes(other!);
    if (other === undefined) return !foldedText(stored).includes(one);
    return core(one) !== core(other) || signs(one) !== signs(other);
  }
}

function core(payload: string): string {
  const letters = payload.replace(/[^\p{L}\p{N}]+/gu, '');
  return payload.split(' ').length > FEW_WORDS ? letters.toLowerCase() : letters;
}

function signs(payload: string): string {
  return (payload.match(SIGNS) ?? []).sort().join('');
}
