import { withoutOpenings } from '../canonical/politeness.js';

/** A question mark of any script at the end, with what may close a quotation or Markdown behind it. */
const ENDS_ASKING = /[?？؟;՞፧]["'”»」)*_]{0,3}\s*$/u;
const BEGINS_ASKING =
  /^(?:(?:and|so|but|or|in|at|on|for|from|to|with|by|of) )?(?:what|who|whom|whose|where|when|why|how|which|is|are|am|was|were|do|does|did|can|could|would|will|should|has|have|may|shall|must|if)\b/iu;

export function endsAsking(text: string): boolean {
  return ENDS_ASKING.test(text);
}

/** Whether a text begins like an English question or a condition of one, courtesy aside. */
export function beginsAsking(text: string): boolean {
  return BEGINS_ASKING.test(withoutOpenings(text));
}
