import { randomUUID } from 'node:crypto';
import { entrySecretOf, type CacheEnv } from '@app/cache';
import { Clock, Signals } from '@app/core';
import { ModelCatalog, type LlmEnv, WireFormats, WireUpstreams } from '@app/llm';
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
import { closedRoutesOf } from '../pass/pass-route.js';
import { AnswerIds } from '../answer-ids/answer-ids.js';
import { RequestRelay } from '../pass/request-relay.js';
import { PassThroughClient } from './pass-through.client.js';

type DropInEnv = CacheEnv & QueryEnv & Pick<LlmEnv, 'OPENAI_API_KEY'> & { readonly KEY_PEPPER?: string };

/** The use cases of the drop-in endpoints. */
export function dropInProviders(environment: DropInEnv): Provider[] {
  return [
    answerIds(environment),
    resolver(settingsOf(environment)),
    models(environment),
    passing(environment),
    ANSWER,
  ];
}

function resolver(settings: DropInSettings): Provider {
  return {
    provide: DropInResolver,
    inject: [WireFormats, AnswerIds, Clock, Signals, RuleBook],
    useFactory: (...parts: [WireFormats, AnswerIds, Clock, Signals, RuleBook]) => {
      const [formats, ids, clock, signals, rules] = parts;
      return new DropInResolver({ formats, ids, clock, signals, rules }, settings);
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
    inject: [WireFormats, WireUpstreams, UpstreamGate],
    useFactory: (formats: WireFormats, upstreams: WireUpstreams, gate: UpstreamGate) =>
      new ListModels({ formats, upstreams, gate }, DROP_IN_TIMEOUT_MS),
  };
}

function passing({ DROP_IN_TIMEOUT_MS: timeoutMs, PASS_ROUTES }: QueryEnv): Provider {
  const settings = { timeoutMs, closed: closedRoutesOf(PASS_ROUTES) };
  return {
    provide: RequestRelay,
    inject: [WireFormats, WireUpstreams, UpstreamGate, ModelCatalog, AnswerIds],
    useFactory: (...parts: [WireFormats, WireUpstreams, UpstreamGate, ModelCatalog, AnswerIds]) => {
      const [formats, upstreams, gate, catalog, ids] = parts;
      return new RequestRelay({ formats, upstreams, gate, catalog, ids }, settings);
    },
  };
}

const ANSWER: Provider = {
  provide: AnswerDropIn,
  inject: [DropInResolver, FindAnswer, WireUpstreams, AnswerReport],
  useFactory: (...parts: [DropInResolver, FindAnswer, WireUpstreams, AnswerReport]) => {
    const [resolver, finder, upstreams, report] = parts;
    return new AnswerDropIn({ resolver, finder, report, client: new PassThroughClient(upstreams) });
  },
};

function settingsOf(environment: CacheEnv & QueryEnv): DropInSettings {
  return {
    ...cachingSettingsOf(environment),
    timeoutMs: environment.DROP_IN_TIMEOUT_MS,
    keepsToolCalls: environment.CACHE_TOOL_CALLS === 'exact',
    replaysKept: environment.RESPONSES_REPLAY === 'on',
  };
}
