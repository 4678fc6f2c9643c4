import { type CacheEnv, Recall, Remember, Statistics } from '@app/cache';
import { Clock, Signals } from '@app/core';
import { WireFormats, WireUpstreams } from '@app/llm';
import type { Provider } from '@nestjs/common';
import { FindAnswer } from '../find-answer.js';
import { UpstreamGate } from '../flights/upstream-gate.js';
import { OutcomeReport } from '../outcome.js';
import { cachingSettingsOf } from '../resolve/caching.js';
import type { QueryEnv } from '../query.env.js';
import { RuleBook } from '../rules/rule-book.js';
import { UpstreamCalls } from '../upstream-calls.js';
import { AnswerDropIn } from './answer-drop-in.js';
import { DropInResolver } from './drop-in.resolver.js';
import type { DropInSettings } from './drop-in.settings.js';
import { Forwarding } from './forwarding.js';
import { ListModels } from './list-models.js';

/** What the drop-in endpoints need of the use case, wired. */
export function dropInProviders(environment: CacheEnv & QueryEnv): Provider[] {
  return [resolver(settingsOf(environment)), models(environment), FORWARDING, ANSWER];
}

function resolver(settings: DropInSettings): Provider {
  return {
    provide: DropInResolver,
    inject: [WireFormats, Clock, Signals, RuleBook],
    useFactory: (formats: WireFormats, clock: Clock, signals: Signals, rules: RuleBook) =>
      new DropInResolver({ formats, clock, signals, rules }, settings),
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

const FORWARDING: Provider = {
  provide: Forwarding,
  inject: [WireUpstreams, UpstreamCalls, Recall, Remember],
  useFactory: (upstreams: WireUpstreams, calls: UpstreamCalls, recall: Recall, remember: Remember) =>
    new Forwarding({ upstreams, calls, recall, remember }),
};

const ANSWER: Provider = {
  provide: AnswerDropIn,
  inject: [DropInResolver, FindAnswer, Forwarding, OutcomeReport, Statistics],
  useFactory: (...parts: AnswerParts) => {
    const [resolver, finder, forwarding, report, statistics] = parts;
    return new AnswerDropIn({ resolver, finder, forwarding, report, statistics });
  },
};

type AnswerParts = [DropInResolver, FindAnswer, Forwarding, OutcomeReport, Statistics];

function settingsOf(environment: CacheEnv & QueryEnv): DropInSettings {
  return {
    ...cachingSettingsOf(environment),
    timeoutMs: environment.DROP_IN_TIMEOUT_MS,
    keepsToolCalls: environment.CACHE_TOOL_CALLS === 'exact',
  };
}
