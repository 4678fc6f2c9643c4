import { facet } from '../question/facet.js';
import { normalise } from '../text/normalise.js';
import { foldedText } from './text.facet.js';
import { wordsIn } from './words.facet.js';

const INSTRUCTED = /^([^:"]{3,120}):\s+(\S.*)$/s;

/** What an instruction is to be carried out on: the text after "Summarise this:". */
export const payloadOf = facet((question): string | undefined => {
  const [, instruction, payload] = INSTRUCTED.exec(foldedText(question)) ?? [];
  if (!instruction || !payload || isSingleWord(payload)) return undefined;
  const words = wordsIn(normalise(instruction, question.lexicon), question.lexicon);
  return words.some(({ text }) => question.lexicon.instructions.has(text) || text === 'what')
    ? payload.replace(/^[ '"]+/, '').replace(/(?<![ '"])[ '"]+$/, '')
    : undefined;
});

/** "Explain this word: irony" is a question about a word. */
function isSingleWord(payload: string): boolean {
  return /^[\p{L}\p{N}]+$/u.test(payload);
}
