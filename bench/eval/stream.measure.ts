import type { Tier } from '@app/cache';
import type { Decision } from './decision.js';
import type { Named, StreamRequest } from './eval.data.js';
import { neighboursOf, type Neighbour } from './neighbours.js';
import { forEachRule, type Rule } from './rules.js';

export interface ReplayFigures {
  readonly hits: Readonly<Record<Tier, number>>;
  readonly wrong: Readonly<Record<Tier, number>>;
  /** Misses with a near enough neighbour, by the reason that held it back. */
  readonly held: Readonly<Record<string, HeldBack>>;
}

/** What a reason held back: answers that would have been right, and wrong ones. */
export interface HeldBack {
  right: number;
  wrong: number;
}

export interface StreamResult {
  readonly name: string;
  readonly requests: number;
  /** Requests whose group was asked before: the hits of a cache that knows the groups. */
  readonly best: number;
  readonly rules: Readonly<Record<Rule, ReplayFigures>>;
}

/** How many candidates the semantic tier looks at. */
const CANDIDATES = 4;

type Neighbours = ReadonlyMap<string, readonly Neighbour[]>;

/** Replays a stream in order by every rule. @param each called once per distinct text. */
export function measureStream(
  { name, rows }: Named<StreamRequest>,
  decision: Decision,
  each: () => void,
): StreamResult {
  const texts = new Set(rows.map(({ query }) => query));
  const neighbours = neighboursOf(texts, decision, each);
  return {
    name,
    requests: rows.length,
    best: rows.length - new Set(rows.map(({ group }) => group)).size,
    rules: forEachRule((rule) => new Replay(rule, decision, neighbours).run(rows)),
  };
}

/** A cache without time and size: exact, canonical, semantic; a miss is remembered, a hit is not. */
class Replay {
  private readonly groups = new Map<string, string>();
  private readonly byKey = new Map<string, string>();
  private readonly hits = { exact: 0, canonical: 0, semantic: 0 };
  private readonly wrong = { exact: 0, canonical: 0, semantic: 0 };
  private readonly held: Record<string, HeldBack> = {};

  constructor(
    private readonly rule: Rule,
    private readonly decision: Decision,
    private readonly neighbours: Neighbours,
  ) {}

  run(requests: readonly StreamRequest[]): ReplayFigures {
    for (const request of requests) this.ask(request);
    return { hits: this.hits, wrong: this.wrong, held: this.held };
  }

  private ask({ query, group }: StreamRequest): void {
    const found = this.find(query);
    if (!found) {
      this.noteHeldBack(query, group);
      return this.remember(query, group);
    }
    this.hits[found.tier]++;
    if (this.groups.get(found.text) !== group) this.wrong[found.tier]++;
  }

  private find(query: string): { tier: Tier; text: string } | undefined {
    if (this.groups.has(query)) return { tier: 'exact', text: query };
    const canonical =
      this.rule === 'key' ? this.byKey.get(this.decision.canonicalText(query) ?? '') : undefined;
    if (canonical !== undefined) return { tier: 'canonical', text: canonical };
    const text = this.nearest(query);
    return text === undefined ? undefined : { tier: 'semantic', text };
  }

  private nearest(query: string): string | undefined {
    const stored = (this.neighbours.get(query) ?? []).filter(({ text }) => this.groups.has(text));
    if (this.rule === 'similarity') return stored[0]?.text;
    if (!this.decision.isEligible(query)) return undefined;
    return stored
      .filter(({ text }) => this.decision.isEligible(text))
      .slice(0, CANDIDATES)
      .find(({ text, similarity }) => this.decision.passes(query, text, similarity))?.text;
  }

  /** The nearest stored text, had nothing objected; only where the rule has reasons. */
  private noteHeldBack(query: string, group: string): void {
    const best = (this.neighbours.get(query) ?? []).find(({ text }) => this.groups.has(text));
    if (!best || this.rule === 'similarity') return;
    const { eligibility, verdict } = this.reasonsFor(query, best);
    const objection = [...eligibility, verdict].find(({ pass }) => !pass);
    if (!objection || objection.pass) return;
    const held = (this.held[objection.reason] ??= { right: 0, wrong: 0 });
    held[this.groups.get(best.text) === group ? 'right' : 'wrong']++;
  }

  private reasonsFor(query: string, { text, similarity }: Neighbour) {
    const eligibility = [query, text].map((each) => this.decision.eligibility(each));
    return { eligibility, verdict: this.decision.verdict(query, text, similarity) };
  }

  private remember(query: string, group: string): void {
    this.groups.set(query, group);
    const canonical = this.decision.canonicalText(query);
    if (canonical !== undefined) this.byKey.set(canonical, query);
  }
}
