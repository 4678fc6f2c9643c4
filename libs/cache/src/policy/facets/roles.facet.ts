import { facet } from '../question/facet.js';
import { wordsOf } from './words.facet.js';

export type Role = 'source' | 'destination' | 'before' | 'after' | 'than' | 'between' | 'by';

const ROLES: Readonly<Record<string, Role>> = {
  from: 'source',
  leaving: 'source',
  departing: 'source',
  to: 'destination',
  into: 'destination',
  onto: 'destination',
  towards: 'destination',
  arriving: 'destination',
  before: 'before',
  after: 'after',
  than: 'than',
  between: 'between',
  by: 'by',
};
/** Words that may stand between a preposition and what it governs. */
const REACH = 2;

/** Which roles the words of a text play: stem to what its preposition makes of it. */
export const rolesOf = facet((question): ReadonlyMap<string, ReadonlySet<Role>> => {
  const roles = new Map<string, Set<Role>>();
  let current: Role | undefined;
  let gap = 0;
  for (const { text, stem } of wordsOf(question)) {
    const role = Object.hasOwn(ROLES, text) ? ROLES[text] : undefined;
    const governed = !role && !question.lexicon.stopWords.has(text);
    if (governed && current && gap <= REACH) roles.set(stem, (roles.get(stem) ?? new Set()).add(current));
    gap = role ? 0 : gap + 1;
    current = role ?? (governed && gap > REACH ? undefined : current);
  }
  return roles;
});
