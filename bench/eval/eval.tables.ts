import Table from 'cli-table3';
import type { PairFigures, PairsResult } from './pairs.measure.js';
import { RULE_TITLES, RULES, type Rule } from './rules.js';
import type { ReplayFigures, StreamResult } from './stream.measure.js';

/** Share of same pairs served and of different pairs wrongly served, per group. */
export function pairsTable({ name, groups, total, decisionMs }: PairsResult): string {
  const table = new Table({
    head: [name, 'same', ...titles('served'), 'different', ...titles('wrong'), 'key wrong'],
  });
  for (const figures of [...groups, total]) table.push(pairsRow(figures));
  const { p50, p99 } = decisionMs;
  return `${table.toString()}\nOne decision: p50 ${p50.toFixed(2)} ms, p99 ${p99.toFixed(2)} ms`;
}

function pairsRow(figures: PairFigures): string[] {
  const { group, same, sameServed, different, differentServed, keyWrong } = figures;
  return [
    group,
    String(same),
    ...RULES.map((rule) => percent(sameServed[rule], same)),
    String(different),
    ...RULES.map((rule) => percent(differentServed[rule], different)),
    String(keyWrong),
  ];
}

/** Hit rate, wrong per hit and wrong per semantic hit of each stream, against the best possible. */
export function streamsTable(streams: readonly StreamResult[]): string {
  const table = new Table({
    head: ['stream', 'requests', 'best %', 'rule', 'hits %', 'wrong/hit %', 'wrong/semantic %', 'key wrong'],
  });
  for (const stream of streams) RULES.forEach((rule) => table.push(streamRow(stream, rule)));
  return table.toString();
}

/** What each rule costs and saves: misses with a near enough neighbour, by the reason that held it back. */
export function heldBackTable(streams: readonly StreamResult[]): string {
  const sums = new Map<string, { right: number; wrong: number }>();
  for (const [reason, { right, wrong }] of streams.flatMap(({ rules }) => Object.entries(rules.key.held))) {
    const sum = sums.get(reason) ?? { right: 0, wrong: 0 };
    sums.set(reason, { right: sum.right + right, wrong: sum.wrong + wrong });
  }
  const requests = streams.reduce((total, stream) => total + stream.requests, 0);
  const table = new Table({ head: ['held back by', 'right answers', '% of requests', 'wrong answers'] });
  for (const [reason, { right, wrong }] of [...sums].sort(([, one], [, other]) => other.right - one.right)) {
    table.push([reason, right, percent(right, requests), wrong]);
  }
  return table.toString();
}

function streamRow({ name, requests, best, rules }: StreamResult, rule: Rule): string[] {
  const figures = rules[rule];
  const first = rule === RULES[0] ? [name, String(requests), percent(best, requests)] : ['', '', ''];
  return [...first, RULE_TITLES[rule], ...rates(figures, requests), String(figures.wrong.canonical)];
}

function rates({ hits, wrong }: ReplayFigures, requests: number): string[] {
  const [allHits, allWrong] = [sum(hits), sum(wrong)];
  return [percent(allHits, requests), percent(allWrong, allHits), percent(wrong.semantic, hits.semantic)];
}

function titles(what: string): string[] {
  return RULES.map((rule) => `${what} %\n${RULE_TITLES[rule]}`);
}

function sum(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((total, count) => total + count, 0);
}

function percent(part: number, whole: number): string {
  return whole === 0 ? '-' : ((100 * part) / whole).toFixed(2);
}
