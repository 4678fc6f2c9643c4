import type { CacheEnv } from '@app/cache';
import { Clock, Signals } from '@app/core';
import { ModelCatalog, WireFormats, WireUpstreams } from '@app/llm';
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
import { RequestRelay } from '../pass/request-relay.js';
import { PassThroughClient } from './pass-through.client.js';

/** The use cases of the drop-in endpoints. */
export function dropInProviders(environment: CacheEnv & QueryEnv): Provider[] {
  return [resolver(settingsOf(environment)), models(environment), passing(environment), ANSWER];
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

function passing({ DROP_IN_TIMEOUT_MS: timeoutMs, PASS_ROUTES }: QueryEnv): Provider {
  const settings = { timeoutMs, closed: closedRoutesOf(PASS_ROUTES) };
  return {
    provide: RequestRelay,
    inject: [WireFormats, WireUpstreams, UpstreamGate, ModelCatalog],
    useFactory: (...parts: [WireFormats, WireUpstreams, UpstreamGate, ModelCatalog]) => {
      const [formats, upstreams, gate, catalog] = parts;
      return new RequestRelay({ formats, upstreams, gate, catalog }, settings);
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
  };
}
