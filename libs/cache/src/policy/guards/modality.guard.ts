import { modalityOf, type Modality } from '../facets/modality.facet.js';
import { questionTypeOf } from '../facets/question-type.facet.js';
import type { ParsedQuestion } from '../question/parsed-question.js';
import { Guard } from './guard.js';

const BINDING: readonly Modality[] = ['oblige', 'permit', 'forbid'];

/** Must, may, must not. Outside yes-no questions "can" says too little: "how can I" is "how do I have to". */
export class ModalityGuard extends Guard {
  readonly name = 'modality';

  vetoes(asked: ParsedQuestion, stored: ParsedQuestion): boolean {
    const pair = [modalityOf(asked), modalityOf(stored)];
    if (pair[0] === pair[1] || !pair.every((modality) => BINDING.includes(modality))) return false;
    return (
      pair.includes('forbid') || [asked, stored].some((question) => questionTypeOf(question) === 'yesno')
    );
  }
}
