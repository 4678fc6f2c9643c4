import type { ParsedQuestion } from '../question/parsed-question.js';
import { facet, pairFacet } from '../question/facet.js';
import { exchangeIn, type Exchange } from '../text/exchange.js';
import { rolesOf } from './roles.facet.js';
import { isPassive } from './voice.facet.js';
import { contentOf, tokensOf, wordSetOf } from './words.facet.js';

/** Fewest shared words that still tell something when another word is forgiven. */
const FEWEST = 3;
/** "Does A like B" / "Is A liked by B". */
const FEWEST_PASSIVE = 2;
/** Words and signs that may stand between two coordinated words. */
const COORDINATION_REACH = 6;
const COORDINATORS = new Set(['and', 'or', 'versu', 'versus', ',', '/', '&']);
const SYMMETRIC = [
  'differ',
  'difference',
  'differences',
  'distance',
  'compare',
  'comparison',
  'similar',
  'similarity',
  'similarities',
];
const BETWEEN_NEIGHBOURS = new Set(['a', 'an', 'the', 'and', ',']);
/** Whether two things changed places between two texts of the same words: "A acquires B" / "B acquires A". */
export const exchangedOf = pairFacet((one, other): boolean => {
  const lists = comparable(one, other);
  if (!lists) return false;
  const onePassive = isPassive(one) !== isPassive(other);
  const exchange = exchangeIn(lists.one, lists.other);
  if (!exchange) return onePassive && lists.one.length >= FEWEST_PASSIVE && sameOrder(lists.one, lists.other);
  return !onePassive && !isHarmless(exchange, one, other);
});

interface WordLists {
  readonly one: readonly string[];
  readonly other: readonly string[];
}

/** The content words of both without opposites, if they are the same bag; one extra word is forgiven. */
function comparable(one: ParsedQuestion, other: ParsedQuestion): WordLists | undefined {
  const left = contentOf(one);
  const right = contentOf(other);
  const onlyLeft = left.filter((word) => !right.includes(word));
  const onlyRight = right.filter((word) => !left.includes(word));
  const dropped = opposedWords(onlyLeft, onlyRight, one);
  const extra = [...onlyLeft, ...onlyRight].filter((word) => !dropped.has(word));
  if (extra.length > 1) return undefined;
  const keep = (word: string) =>
    !dropped.has(word) && !extra.includes(word) && word !== 'more' && word !== 'less';
  const lists = { one: left.filter(keep), other: right.filter(keep) };
  const enough = extra.length === 0 || lists.one.length >= FEWEST - 1;
  return enough && sameBag(lists) ? lists : undefined;
}

function opposedWords(left: string[], right: string[], { lexicon }: ParsedQuestion): Set<string> {
  const pairs = left.flatMap((word) =>
    right.filter((other) => lexicon.opposites.has(word, other)).map((other) => [word, other]),
  );
  return new Set(pairs.flat());
}

function sameBag({ one, other }: WordLists): boolean {
  return sameOrder([...one].sort(), [...other].sort());
}

function sameOrder(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((word, index) => word === other[index]);
}

/** "compare A and B", "A or B", "from A to B" / "to B from A", neighbours ("red big" / "big red") may change places. */
function isHarmless(exchange: Exchange, one: ParsedQuestion, other: ParsedQuestion): boolean {
  const both = (test: (exchange: Exchange, question: ParsedQuestion) => boolean) =>
    test(exchange, one) && test(exchange, other);
  return (
    both(areCoordinated) ||
    both((_, question) => isSymmetric(question)) ||
    keepRoles(exchange, one, other) ||
    areNeighbours(exchange, one) ||
    areNeighbours(exchange, other)
  );
}

function areCoordinated(exchange: Exchange, question: ParsedQuestion): boolean {
  const between = tokensBetween(exchange, question);
  return between.length <= COORDINATION_REACH && between.some((token) => COORDINATORS.has(token));
}

function areNeighbours(exchange: Exchange, question: ParsedQuestion): boolean {
  return tokensBetween(exchange, question).every((token) => BETWEEN_NEIGHBOURS.has(token));
}

function tokensBetween({ first, second }: Exchange, question: ParsedQuestion): readonly string[] {
  const tokens = tokensOf(question);
  const [start, end] = [tokens.indexOf(first), tokens.indexOf(second)].sort((one, other) => one - other);
  return tokens.slice(start! + 1, end);
}

function keepRoles({ first, second }: Exchange, one: ParsedQuestion, other: ParsedQuestion): boolean {
  const roles = [rolesOf(one), rolesOf(other)] as const;
  return [first, second].every((word) => {
    const [here, there] = [roles[0].get(word), roles[1].get(word)];
    return here !== undefined && there !== undefined && sameOrder([...here].sort(), [...there].sort());
  });
}

const isSymmetric = facet((question): boolean => SYMMETRIC.some((word) => wordSetOf(question).has(word)));
