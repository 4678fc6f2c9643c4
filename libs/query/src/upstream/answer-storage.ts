import type { Accepted, CalledAsk, CacheWriter, EntryOptions, Skipped, SkipReason } from '@app/cache';
import type { Answer } from '@app/core';
import { showsSearch } from '@app/llm';
import type { FlightResult } from '../flights/flight-event.js';
import type { FlightControl } from '../flights/flight.js';
import type { StoreOptions } from '../request.js';

/** Facts about an answer that only its format knows. */
export interface AnswerFacts {
  /** An answer that calls tools may be stored. */
  readonly keepsToolCalls?: boolean;
  /** The answer may not be stored. */
  readonly skip?: SkipReason;
}

/** How one answer is stored. */
interface Storing {
  readonly options: EntryOptions;
  readonly rule?: string;
  readonly skip?: SkipReason;
}

/** Stores the answer of one call, or counts why it is not stored. */
export class AnswerStorage {
  /** @param target where the answer is stored, or the reason why it is not. */
  constructor(
    private readonly writer: CacheWriter,
    private readonly options: StoreOptions,
    private readonly control: FlightControl,
    private readonly target: CalledAsk | SkipReason,
  ) {}

  /** Once per complete answer; afterwards the next request finds it. @returns how the flight ends. */
  finish(answer: Answer, facts: AnswerFacts = {}): FlightResult {
    if (typeof this.target === 'string') return resultOf(answer, this.writer.skip(this.target));
    const { options, rule, skip } = this.storing(answer);
    const reason = this.whyNotWritten() ?? facts.skip ?? skip;
    if (reason) return resultOf(answer, this.writer.skip(reason), rule);
    const stored = { ...options, keepsToolCalls: facts.keepsToolCalls };
    return resultOf(answer, this.writer.accept(answer, this.target, stored), rule);
  }

  private whyNotWritten(): SkipReason | undefined {
    if (!this.options.mayWrite) return 'read-only';
    return this.control.isOutdated() ? 'outdated' : undefined;
  }

  /** An answer from a web search lives as long as such answers do, whatever the question. */
  private storing(answer: Answer): Storing {
    const { remember: options, whenSearched } = this.options;
    if (!whenSearched || !showsSearch(answer)) return { options };
    const { rule, ttlSeconds } = whenSearched;
    if (ttlSeconds === 0) return { options, rule, skip: 'volatile' };
    return { options: { ...options, ttlMs: ttlSeconds * 1_000 }, rule };
  }
}

function resultOf(answer: Answer, stored: Accepted | Skipped, rule?: string): FlightResult {
  if ('skipped' in stored) return { type: 'answer', answer, stored: false, notStored: stored.skipped, rule };
  return { type: 'answer', answer, stored: true, written: stored.written, rule };
}
