import type { AnswerEntry, CacheKey, EntryId } from '@app/core';
import type { Asked, Replica } from './replica.js';

/** What of an answer a purge may name. */
export interface AnswerFacts {
  readonly tags: readonly string[];
  readonly model: string;
  readonly writer: string;
}

/** An answer of the model, from the begin of its call. Times are places in the order of events. */
export interface NotedAnswer extends Asked, AnswerFacts {
  readonly text: string;
  /** When the numbers of its place were read. */
  readonly begun: number;
  /** When it got its place in the order of calls. */
  readonly ordered: number;
  id?: EntryId;
  key?: CacheKey;
  /** Wall time of the replica that wrote it. */
  createdAt?: number;
  /** Since when the entry store is known to have it. */
  stored?: number;
  /** The store has it no more: it was evicted, or a newer one replaced it. */
  isGone: boolean;
}

export interface NotedFilter {
  readonly namespace?: string;
  readonly model?: string;
  readonly tags?: readonly string[];
  readonly question?: string;
  readonly writer?: string;
  readonly id?: EntryId;
}

/** A purge that was acknowledged. */
export interface NotedPurge {
  readonly tenant: string;
  readonly named: NotedFilter;
  /** Names it in the registry. */
  readonly by: string;
  readonly at: number;
  readonly number: number;
  /** When the registry's memory of the tenant began. */
  readonly born: number;
  /** The tenant's, after the purge. */
  readonly epoch: number;
  /** Processes that saw the registry with it. */
  readonly knowers: Set<Replica>;
  /** The registry that serves lacks it, and none who knows it can give it back now. */
  isLost: boolean;
}

/** What happened so far, in order, and what may be served after it. */
export class Ledger {
  readonly answers: NotedAnswer[] = [];
  readonly purges: NotedPurge[] = [];
  private event = 0;
  /** Nothing happened that may cost hits. */
  isCalm = true;
  hits = 0;
  misses = 0;
  /** Misses of questions whose answer was stored, and purged after. */
  refusals = 0;

  next(): number {
    return ++this.event;
  }

  /** The entry that was made of an answer is on its way. */
  noteSent({
    payload: {
      answer: { text },
    },
    id,
    key,
    createdAt,
  }: AnswerEntry): void {
    const answer = this.byText(text);
    if (answer) Object.assign(answer, { id, key, createdAt });
  }

  noteEvicted(key: CacheKey): void {
    for (const answer of this.answers) if (answer.key === key && answer.stored) answer.isGone = true;
  }

  noteStored(stored: NotedAnswer): void {
    stored.stored = this.next();
    for (const answer of this.answers)
      if (answer.stored && answer.ordered < stored.ordered && isSameKey(answer, stored)) answer.isGone = true;
  }

  noteMiss(asked: Asked): void {
    this.misses++;
    const isRefusal = this.answers.some(
      (answer) => answer.id && isSameKey(answer, asked) && this.purgeOf(answer),
    );
    if (isRefusal) this.refusals++;
  }

  byText(text: string): NotedAnswer | undefined {
    return this.answers.find((answer) => answer.text === text);
  }

  /** Why the answer may not be served now. `undefined` = it may. */
  whyWrong(text: string, asked: Asked, now: number): string | undefined {
    const answer = this.byText(text);
    if (!answer) return 'nobody made this answer';
    if (!isSamePlace(answer, asked) || bare(answer) !== bare(asked))
      return 'it belongs to another place or question';
    const purge = this.purgeOf(answer);
    if (purge) return `purge ${purge.by} names it and came after its call began`;
    const newer = this.newerThan(answer, now);
    return newer && `${newer.text} was asked for later, and stored`;
  }

  /** The answer that has to be served, in a history without faults. */
  due(asked: Asked): NotedAnswer | undefined {
    const known = this.answers.filter((answer) => isSameKey(answer, asked));
    if (known.length === 0 && bare(asked) !== asked.question)
      return this.due({ ...asked, question: bare(asked) });
    const stored = known.filter((answer) => answer.stored);
    const newest = stored.sort((one, other) => other.ordered - one.ordered)[0];
    return newest && !newest.isGone && !this.purgeOf(newest) ? newest : undefined;
  }

  private purgeOf(answer: NotedAnswer): NotedPurge | undefined {
    return this.purges.find((purge) => !purge.isLost && purge.at > answer.begun && isNamed(answer, purge));
  }

  /** A newer one that is still there and that the asker's clock takes for valid. */
  private newerThan(answer: NotedAnswer, now: number): NotedAnswer | undefined {
    return this.answers.find(
      (other) =>
        other.stored !== undefined &&
        other.ordered > answer.ordered &&
        isSameKey(other, answer) &&
        !other.isGone &&
        other.createdAt! <= now + 1_000 &&
        !this.wasPurged(other),
    );
  }

  private wasPurged(answer: NotedAnswer): boolean {
    return this.purges.some((purge) => purge.at > answer.begun && isNamed(answer, purge));
  }
}

function isSamePlace(one: Asked, other: Asked): boolean {
  return one.tenant === other.tenant && one.namespace === other.namespace;
}

function isSameKey(one: Asked, other: Asked): boolean {
  return isSamePlace(one, other) && one.question === other.question;
}

/** The question in other clothes is the same question. */
function bare({ question }: Asked): string {
  return question.replace(/^please, /, '');
}

function isNamed(answer: NotedAnswer, { tenant, named }: Pick<NotedPurge, 'tenant' | 'named'>): boolean {
  const { tags, ...facts } = named;
  return (
    answer.tenant === tenant &&
    (tags === undefined || tags.some((tag) => answer.tags.includes(tag))) &&
    Object.entries(facts).every(
      ([name, value]) => value === undefined || answer[name as keyof typeof facts] === value,
    )
  );
}
