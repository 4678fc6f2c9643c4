import { randomUUID } from 'node:crypto';
import { entrySecretOf, type CacheEnv } from '@app/cache';
import { Clock, Signals } from '@app/core';
import { type LlmEnv, ModelRoutes, WireFormats } from '@app/llm';
import type { Provider } from '@nestjs/common';
import { AnswerReport } from '../answer-report.js';
import { FindAnswer } from '../find-answer.js';
import { cachingSettingsOf } from '../resolve/caching.js';
import type { QueryEnv } from '../query.env.js';
import { RuleBook } from '../rules/rule-book.js';
import { UpstreamGate } from '../upstream/upstream-gate.js';
import { AnswerDropIn } from './answer-drop-in.js';
import { DropInResolver, type DropInSettings } from './drop-in.resolver.js';
import { ListModels } from './list-models.js';
import { AnswerIds } from '../answer-ids/answer-ids.js';
import { AccountWall } from '../owners/account-wall.js';
import { KeptAnswers } from '../owners/kept-answers.js';
import { KnownOwners } from '../owners/known-owners.js';
import { PassThroughClient } from './pass-through.client.js';

type DropInEnv = CacheEnv & QueryEnv & Pick<LlmEnv, 'OPENAI_API_KEY'> & { readonly KEY_PEPPER?: string };

/** The use cases of the drop-in endpoints. */
export function dropInProviders(environment: DropInEnv): Provider[] {
  return [
    answerIds(environment),
    resolver(settingsOf(environment)),
    models(environment),
    client(environment),
    ANSWER,
  ];
}

function resolver(settings: DropInSettings): Provider {
  return {
    provide: DropInResolver,
    inject: [WireFormats, ModelRoutes, AnswerIds, Clock, Signals, RuleBook],
    useFactory: (...parts: [WireFormats, ModelRoutes, AnswerIds, Clock, Signals, RuleBook]) => {
      const [formats, routes, ids, clock, signals, rules] = parts;
      return new DropInResolver({ formats, routes, ids, clock, signals, rules }, settings);
    },
  };
}

/** Replicas with one secret, or at least with one account of the provider, understand each other's ids. */
function answerIds(environment: DropInEnv): Provider {
  const secret = entrySecretOf(environment) ?? environment.OPENAI_API_KEY ?? randomUUID();
  const settings = { secret, keepDays: environment.RESPONSES_KEEP_DAYS };
  return {
    provide: AnswerIds,
    inject: [Clock],
    useFactory: (clock: Clock) => new AnswerIds(settings, clock),
  };
}

function models({ DROP_IN_TIMEOUT_MS }: QueryEnv): Provider {
  return {
    provide: ListModels,
    inject: [WireFormats, ModelRoutes, UpstreamGate],
    useFactory: (formats: WireFormats, routes: ModelRoutes, gate: UpstreamGate) =>
      new ListModels({ formats, routes, gate }, DROP_IN_TIMEOUT_MS),
  };
}

const ANSWER: Provider = {
  provide: AnswerDropIn,
  inject: [DropInResolver, FindAnswer, PassThroughClient, AnswerReport, AccountWall],
  useFactory: (...parts: [DropInResolver, FindAnswer, PassThroughClient, AnswerReport, AccountWall]) => {
    const [resolver, finder, client, report, wall] = parts;
    return new AnswerDropIn({ resolver, finder, client, report, wall });
  },
};

function client({ RESPONSES_KEEP_DAYS: days }: QueryEnv): Provider {
  return {
    provide: PassThroughClient,
    inject: [KnownOwners, Clock],
    useFactory: (owners: KnownOwners, clock: Clock) =>
      new PassThroughClient(new KeptAnswers(owners, clock, days)),
  };
}

function settingsOf(environment: CacheEnv & QueryEnv): DropInSettings {
  return {
    ...cachingSettingsOf(environment),
    timeoutMs: environment.DROP_IN_TIMEOUT_MS,
    keepsToolCalls: environment.CACHE_TOOL_CALLS === 'exact',
    replaysKept: environment.RESPONSES_REPLAY === 'on',
  };
}
