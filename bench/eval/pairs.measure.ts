import { quantile } from '../statistics.js';
import type { Decision } from './decision.js';
import type { LabelledPair, Named } from './eval.data.js';
import { forEachRule, type Rule } from './rules.js';

/** How many pairs of a group were served, by rule. */
export interface PairFigures {
  readonly group: string;
  readonly same: number;
  readonly sameServed: Readonly<Record<Rule, number>>;
  readonly different: number;
  readonly differentServed: Readonly<Record<Rule, number>>;
  /** Different pairs with one canonical key: the canonical tier alone would serve them. */
  readonly keyWrong: number;
}

export interface PairsResult {
  readonly name: string;
  readonly groups: readonly PairFigures[];
  readonly total: PairFigures;
  /** Time of one decision with all guards, texts unseen before, in milliseconds. */
  readonly decisionMs: { readonly p50: number; readonly p99: number };
}

interface Judged {
  readonly pair: LabelledPair;
  readonly served: Readonly<Record<Rule, boolean>>;
  readonly sharesKey: boolean;
  readonly decisionMs: number;
}

/** Decides on every pair by every rule. @param each called once per pair. */
export function measurePairs(
  { name, rows }: Named<LabelledPair>,
  decision: Decision,
  each: () => void,
): PairsResult {
  const judged = rows.map((pair) => {
    each();
    return judge(pair, decision);
  });
  const groups = [...new Set(rows.map(({ group }) => group))].sort();
  const times = judged.map(({ decisionMs }) => decisionMs);
  return {
    name,
    groups: groups.map((group) =>
      figuresOf(
        group,
        judged.filter(({ pair }) => pair.group === group),
      ),
    ),
    total: figuresOf('all', judged),
    decisionMs: { p50: quantile(times, 0.5), p99: quantile(times, 0.99) },
  };
}

function judge(pair: LabelledPair, decision: Decision): Judged {
  const { a, b } = pair;
  const start = performance.now();
  const harmless = decision.passes(a, b, 1);
  const decisionMs = performance.now() - start;
  const similar = decision.similarity(a, b) >= decision.threshold;
  const guarded = similar && harmless && decision.isEligible(a) && decision.isEligible(b);
  const sharesKey = decision.shareKey(a, b);
  return {
    pair,
    served: { similarity: similar, guards: guarded, key: guarded || sharesKey },
    sharesKey,
    decisionMs,
  };
}

function figuresOf(group: string, judged: readonly Judged[]): PairFigures {
  const same = judged.filter(({ pair }) => pair.same);
  const different = judged.filter(({ pair }) => !pair.same);
  const servedOf = (members: readonly Judged[]) =>
    forEachRule((rule) => members.filter(({ served }) => served[rule]).length);
  return {
    group,
    same: same.length,
    sameServed: servedOf(same),
    different: different.length,
    differentServed: servedOf(different),
    keyWrong: different.filter(({ sharesKey }) => sharesKey).length,
  };
}
