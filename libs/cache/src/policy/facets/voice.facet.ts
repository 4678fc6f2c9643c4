import { facet } from '../question/facet.js';
import { wordsOf } from './words.facet.js';

const AUXILIARIES = new Set(['is', 'are', 'was', 'were', 'be', 'been', 'being', 'get', 'gets', 'got']);

/** Whether a text is in the passive voice with its agent: "was hired by", "by whom". */
export const isPassive = facet((question): boolean => {
  const words = wordsOf(question).map(({ text }) => text);
  const by = words.lastIndexOf('by');
  const auxiliary = words.findIndex((word) => AUXILIARIES.has(word));
  return words[by + 1] === 'whom' || (auxiliary >= 0 && by > auxiliary + 1);
});
