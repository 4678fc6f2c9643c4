import type {
  AnswerPayload,
  CacheKey,
  CanonicalKey,
  Entry,
  InvalidReason,
  Payload,
  Scope,
  StepTimer,
} from '@app/core';
import type { DeclineReason } from '../policy/verdict.js';
import type { NamespaceRef, RegistryState } from '../ports/source-registry.port.js';

/** What the tiers need to know about a request. */
export interface Ask extends NamespaceRef {
  readonly scope: Scope;
  /** Of the whole request, to the letter. */
  readonly key: CacheKey;
  /** Absent when the request has no plain-text question or wants the exact tier alone. */
  readonly canonicalKey?: CanonicalKey;
  /** The text that is compared, taken out of the prompt around it; `null` when the request has no plain-text question. */
  readonly question: string | null;
  /** Why it is not compared by meaning, where the request alone tells: nothing is asked, too much, or the task is about its wording. */
  readonly notCompared?: Extract<DeclineReason, 'not-a-question'>;
  /** Only the same question may share the answer, in another spelling at most. */
  readonly isNeverSimilar?: boolean;
  /** Whether an entry under the key holds as much as is asked for; absent = every entry does. */
  readonly suits?: (payload: Payload) => boolean;
  /** Tells requests of one key apart whose calls bring different amounts. */
  readonly amount?: number;
  readonly maxAgeMs?: number;
  /** Cosine similarity that a candidate has to reach; raised to the policy's when below it. */
  readonly threshold: number;
  readonly timer: StepTimer;
}

/** An ask together with the numbers of its namespace, read when the request began. */
export interface KnownAsk extends Ask {
  readonly state: RegistryState;
}

/** An ask whose model is being called. */
export interface CalledAsk extends KnownAsk {
  /** The call's place in the order of all calls of the tenant. */
  readonly order: number;
}

/** Why the semantic tier did not serve. */
export interface Declined {
  readonly reason: DeclineReason;
  /** Of the best candidate; absent when none was compared. */
  readonly similarity?: number;
}

/** What reading an entry and judging it gave. `absent`: it is not there; `unread`: the store failed, so it may be. */
export type Judged<Kind extends Payload = AnswerPayload> =
  | { readonly servable: true; readonly entry: Entry<Kind> }
  | { readonly servable: false; readonly reason: InvalidReason | 'absent' | 'unread' };
