import type { Entry } from '@app/core';
import { questionDigest } from '../adapters/question-digest.js';
import type { PurgeFact, PurgeFilter } from '../ports/purge-log.port.js';

/** The purges of one tenant as far as this process has read them, filed under what names the fewest answers. */
export class PurgeBook {
  private readonly byNumber = new Map<number, PurgeFact>();
  private readonly byTerm = new Map<string, PurgeFact[]>();
  private last = 0;

  constructor(readonly revision: number) {}

  /** Number of the newest purge that the book is sure to hold. */
  get readTo(): number {
    return this.last;
  }

  get facts(): readonly PurgeFact[] {
    return [...this.byNumber.values()];
  }

  /** @param readTo all purges up to this number are in the book now. */
  add(facts: readonly PurgeFact[], readTo: number): void {
    for (const fact of facts) if (!this.byNumber.has(fact.number)) this.file(fact);
    this.last = Math.max(this.last, readTo);
  }

  /** Forgets purges that concern no living answer. */
  dropBelow(floor: number): void {
    const isStale = ({ number }: PurgeFact) => number <= floor;
    for (const [term, facts] of this.byTerm) {
      if (!facts.some(isStale)) continue;
      const kept = facts.filter((fact) => !isStale(fact));
      if (kept.length > 0) this.byTerm.set(term, kept);
      else this.byTerm.delete(term);
    }
    for (const fact of this.byNumber.values()) if (isStale(fact)) this.byNumber.delete(fact.number);
  }

  /** Whether a purge that came after the entry's birth names it. */
  hasPurged(entry: Entry): boolean {
    return termsOfEntry(entry).some((term) => {
      const facts = this.byTerm.get(term) ?? [];
      return facts.some(({ number, named }) => number > entry.birth && isNamed(entry, named));
    });
  }

  private file(fact: PurgeFact): void {
    this.byNumber.set(fact.number, fact);
    for (const term of termsOfPurge(fact)) {
      const facts = this.byTerm.get(term);
      if (facts) facts.push(fact);
      else this.byTerm.set(term, [fact]);
    }
  }
}

const EVERYTHING = 'all';

function termsOfPurge({ named }: PurgeFact): string[] {
  const { id, question, writer, tags, model, namespace } = named;
  if (id !== undefined) return [`id ${id}`];
  if (question !== undefined) return [`question ${question}`];
  if (tags !== undefined) return tags.map((tag) => `tag ${tag}`);
  if (writer !== undefined) return [`writer ${writer}`];
  if (model !== undefined) return [`model ${model}`];
  return namespace === undefined ? [EVERYTHING] : [`namespace ${namespace}`];
}

function termsOfEntry({ id, question, writer, tags, model, namespace }: Entry): string[] {
  return [
    ...tags.map((tag) => `tag ${tag}`),
    ...[`id ${id}`, `question ${questionDigest(question)}`, `writer ${writer}`],
    ...[`model ${model}`, `namespace ${namespace}`, EVERYTHING],
  ];
}

/** Whether the filter names the entry: members combine with AND, several tags with OR. */
export function isNamed(entry: Omit<Entry, 'payload'>, { tags, question, ...facts }: PurgeFilter): boolean {
  const sameFacts = Object.entries(facts).every(
    ([name, value]) => value === undefined || entry[name as keyof typeof facts] === value,
  );
  return (
    sameFacts &&
    (tags === undefined || tags.some((tag) => entry.tags.includes(tag))) &&
    (question === undefined || question === questionDigest(entry.question))
  );
}
