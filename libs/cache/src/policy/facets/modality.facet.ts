import { facet } from '../question/facet.js';
import { normalText } from './text.facet.js';

export type Modality = 'oblige' | 'advise' | 'forbid' | 'permit' | 'none';

/** Words at the beginning that tell what is asked about. */
const HEAD_WORDS = 9;
const PATTERNS: readonly { readonly modality: Modality; readonly pattern: RegExp }[] = [
  {
    modality: 'oblige',
    pattern:
      /\b(?:must|have to|has to|had to|mandatory|required|obliged|compulsory|obligatory|need to|necessary)\b/,
  },
  { modality: 'advise', pattern: /\b(?:should|advisable|recommended|ought)\b/ },
  { modality: 'forbid', pattern: /\b(?:forbidden|prohibited|banned|illegal)\b/ },
  { modality: 'permit', pattern: /\b(?:can|could|may|allowed|permitted|possible|able|permission)\b/ },
];

/** Whether a text asks what must, should, may or must not be. */
export const modalityOf = facet((question): Modality => {
  const head = normalText(question).split(' ', HEAD_WORDS).join(' ');
  return PATTERNS.find(({ pattern }) => pattern.test(head))?.modality ?? 'none';
});
