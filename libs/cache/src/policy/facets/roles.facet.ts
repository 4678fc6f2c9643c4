import { facet } from '../question/facet.js';
import { wordsOf, type Word } from './words.facet.js';

export type Role =
  'source' | 'destination' | 'before' | 'after' | 'than' | 'by' | 'between-first' | 'between-second';

/** What a word makes of the next thing that is named. */
const MARKERS = new Map<string, Role>([
  ['from', 'source'],
  ['leaving', 'source'],
  ['departing', 'source'],
  ['to', 'destination'],
  ['into', 'destination'],
  ['onto', 'destination'],
  ['towards', 'destination'],
  ['arriving', 'destination'],
  ['before', 'before'],
  ['after', 'after'],
  ['than', 'than'],
  ['by', 'by'],
  ['between', 'between-first'],
]);
/** Words that may stand between a marker and what it marks. */
const REACH = 2;

/** Which roles the words of a text play: stem to what its preposition makes of it. */
export const rolesOf = facet((question): ReadonlyMap<string, ReadonlySet<Role>> => {
  const roles = new Map<string, Set<Role>>();
  let state: State = { gap: 0 };
  for (const word of wordsOf(question)) {
    const names = !question.lexicon.stopWords.has(word.text);
    if (names && state.role && state.gap <= REACH && !MARKERS.has(word.text)) {
      roles.set(word.stem, (roles.get(word.stem) ?? new Set()).add(state.role));
    }
    state = next(state, word, names);
  }
  return roles;
});

interface State {
  readonly role?: Role;
  /** Words since the marker. */
  readonly gap: number;
}

function next({ role, gap }: State, { text }: Word, names: boolean): State {
  if (role === 'between-first' && text === 'and') return { role: 'between-second', gap: 0 };
  const marked = MARKERS.get(text);
  if (marked) return { role: marked, gap: 0 };
  return names && gap >= REACH && role !== 'between-first' ? { gap: gap + 1 } : { role, gap: gap + 1 };
}
