import { canonicalText, identityOfRest, isAboutWording, splitPrompt, type Ask } from '@app/cache';
import {
  canonicalKeyOf,
  keyOf,
  scopeOf,
  StepTimer,
  type Clock,
  type Payload,
  type Scope,
  type ScopeParts,
  type Signals,
} from '@app/core';
import { isObject, objectsIn } from '@app/llm';
import type { Caching } from './caching.js';

const DEFAULT_NAMESPACE = 'default';

/** The parts of a request's identity besides tenant and namespace. */
export interface Asked extends Pick<ScopeParts, 'endpoint' | 'profile'> {
  readonly question: string | null;
  /** Other texts that instruct the model, such as a system prompt. */
  readonly instructions: readonly string[];
  /** `false` = only the identical question may share the answer. */
  readonly isCompared: boolean;
  /** `true` = it may be spelled in another way, but not worded. */
  readonly isNeverSimilar?: boolean;
  /** How many answers are wanted at once, when it is more than one. */
  readonly choices?: number;
}

/** The identity of a request, and how old or how similar an answer may be. */
export function askOf(
  { tenant, namespace = DEFAULT_NAMESPACE, cache, directives, observer }: Caching,
  asked: Asked,
  { clock, signals }: { readonly clock: Clock; readonly signals: Signals },
): Ask {
  const isCompared = asked.isCompared && cache?.mode !== 'exact';
  const isAboutMeaning = isCompared && !asked.instructions.some((text) => isAboutWording(text, tenant));
  const { question, profile } = isAboutMeaning ? takenApart(asked, tenant) : asked;
  const scope = scopeOf({ tenant, namespace, endpoint: asked.endpoint, profile });
  const { canonicalKey, notCompared } = comparisonOf(scope, { tenant, question, isCompared, isAboutMeaning });
  return {
    canonicalKey,
    notCompared,
    isNeverSimilar: asked.isNeverSimilar,
    ...(asked.choices !== undefined && { amount: asked.choices, suits: hasChoices(asked.choices) }),
    maxAgeMs: directives?.maxAgeMs,
    threshold: cache?.threshold ?? 0,
    timer: new StepTimer(clock, signals, observer),
    // Last, because V8 takes many times as long for an object that begins with a spread.
    ...{ tenant, namespace, scope, question, key: keyOf(scope, asked.question) },
  };
}

/** An answer with more choices than are wanted holds those that are. */
function hasChoices(wanted: number): (payload: Payload) => boolean {
  return (payload) => {
    const raw = payload.kind === 'answer' ? payload.answer.raw : undefined;
    return isObject(raw) && objectsIn(raw['choices']).length >= wanted;
  };
}

/**
 * Takes the question out of a prompt that holds more. The rest becomes part of the profile: only questions about the same
 * passages may ever share an answer.
 */
function takenApart({ question, profile }: Asked, tenant: string): Pick<Asked, 'question' | 'profile'> {
  const split = question === null ? undefined : splitPrompt(question, tenant);
  if (!split) return { question, profile };
  const rest = [split.before, split.after].map(identityOfRest);
  return { question: split.question, profile: { ...profile, rest } };
}

interface Comparable {
  readonly tenant: string;
  readonly question: string | null;
  readonly isCompared: boolean;
  /** `false` = the task is about the question's wording: translate it, count its words. */
  readonly isAboutMeaning: boolean;
}

/** The key under which other wordings of the question are found, or the reason why there is none. */
function comparisonOf(
  scope: Scope,
  { tenant, question, isCompared, isAboutMeaning }: Comparable,
): Pick<Ask, 'canonicalKey' | 'notCompared'> {
  if (question === null || !isCompared) return {};
  const text = isAboutMeaning ? canonicalText(question, tenant) : undefined;
  return text === undefined
    ? { notCompared: 'not-a-question' }
    : { canonicalKey: canonicalKeyOf(scope, text) };
}
