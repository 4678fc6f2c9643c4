import { facet } from '../question/facet.js';
import { normalWhole } from './text.facet.js';
import { wordsIn } from './words.facet.js';
import type { Place } from '../lexicon/gazetteer.js';

/** The places a text names. A state or country right after its city only says which city: "Paris, France" is Paris. */
export const placesOf = facet((question): ReadonlySet<string> => {
  const words = wordsIn(normalWhole(question), question.lexicon).map(({ text }) => text);
  const names = new Set<string>();
  let previous: { place: Place; end: number } | undefined;
  for (let index = 0; index < words.length;) {
    const found = question.lexicon.gazetteer.at(words, index);
    if (found && !(previous?.end === index && qualifies(found.place, previous.place)))
      names.add(found.place.name);
    index += found?.length ?? 1;
    previous = found ? { place: found.place, end: index } : previous;
  }
  return names;
});

function qualifies({ kind }: Place, previous: Place): boolean {
  return previous.kind === 'city' && kind !== 'city';
}
