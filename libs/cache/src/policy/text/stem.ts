const BRITISH: readonly (readonly [string, string])[] = [
  ['isation', 'ization'],
  ['ise', 'ize'],
  ['our', 'or'],
  ['metre', 'meter'],
  ['litre', 'liter'],
  ['centre', 'center'],
  ['licence', 'license'],
];
const SUFFIXES: readonly (readonly [string, string])[] = [
  ['ies', 'y'],
  ['ing', ''],
  ['ed', ''],
  ['es', ''],
  ['ly', ''],
  ['s', ''],
];
const SHORTEST_STEM = 3;

/** A word without its ending and in American spelling: good enough to see that two words are forms of one. */
export function stemOf(word: string): string {
  const american = replaceEnding(word, BRITISH, 2);
  if (american.length <= SHORTEST_STEM || !/^\p{L}+$/u.test(american)) return american;
  const root = american.endsWith('ss') ? american : replaceEnding(american, SUFFIXES, SHORTEST_STEM);
  const single = undouble(root);
  return single.endsWith('e') && single.length > SHORTEST_STEM ? single.slice(0, -1) : single;
}

function replaceEnding(word: string, endings: readonly (readonly [string, string])[], rest: number): string {
  const found = endings.find(([ending]) => word.endsWith(ending) && word.length - ending.length >= rest);
  return found ? word.slice(0, word.length - found[0].length) + found[1] : word;
}

/** planned -> plann -> plan; but call and miss stay. */
function undouble(word: string): string {
  const last = word.at(-1)!;
  const doubled = word.length > SHORTEST_STEM && last === word.at(-2) && last !== 's' && last !== 'l';
  return doubled ? word.slice(0, -1) : word;
}
