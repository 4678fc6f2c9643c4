import type { AnswerEntry } from '@app/core';
import type { RegistryState } from './ports/source-registry.port.js';
import type { Judged } from './tiers/ask.js';

export const TIERS = ['exact', 'canonical', 'semantic'] as const;
/** A way to find an entry. */
export type Tier = (typeof TIERS)[number];

/** An answer from memory. */
export interface Hit {
  readonly tier: Tier;
  readonly entry: AnswerEntry;
  /** Cosine similarity; semantic hits only. */
  readonly similarity?: number;
}

/** What the exact and canonical tier gave. Without `state` the place's numbers are unknown: nothing may be read or written. */
export interface LookUpResult {
  readonly state?: RegistryState;
  readonly hit?: Hit;
  /** Without a hit: there is an answer, but one that is older than the asker takes. */
  readonly isTooOld?: boolean;
}

export function findingOf(state: RegistryState, tier: Tier, judged: Judged): LookUpResult {
  return { state, hit: hitOf(tier, judged), isTooOld: isTooOld(judged) };
}

export function isTooOld(judged: Judged): boolean {
  return !judged.servable && judged.reason === 'too-old';
}

export function hitOf(tier: Tier, judged: Judged): Hit | undefined {
  return judged.servable ? { tier, entry: judged.entry } : undefined;
}
