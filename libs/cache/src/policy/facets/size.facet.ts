import { facet } from '../question/facet.js';
import { foldedText } from './text.facet.js';

/** Words beyond which a text tells something besides what it asks. */
const LONG = 25;
/** The end of a sentence with another one behind it. */
const SENTENCE_END = /[.!?…]["')\]]*\s+["'([]*[\p{L}\p{N}]/u;
/** Marks that part a text into clauses, and words that begin a clause which tells: "Since lunch is in the canteen, where ...". */
const CLAUSE_MARK = /[;|\n]|\s(?:-|--|\/\/|=>|->)\s|[,:](?=\s)|[()[\]]/u;
const TELLING =
  /\b(?:since|given|because|assuming|assume|suppose|supposing|considering|according|provided|seeing|knowing|if)\b/iu;
/** Words of the shortest clause that tells: "the pet is old". */
const FEWEST = 3;

/** Whether a text tells something besides what it asks: it has many words, several sentences, or a clause that states a fact. */
export const tellsSomething = facet((question): boolean => {
  const text = foldedText(question);
  return SENTENCE_END.test(text) || text.split(' ').length > LONG || TELLING.test(text) || hasClauses(text);
});

function hasClauses(text: string): boolean {
  const clauses = text.split(CLAUSE_MARK).filter((clause) => clause.trim().split(' ').length >= FEWEST);
  return clauses.length > 1;
}
