import type { CacheEnv } from '@app/cache';
import { Clock, Signals } from '@app/core';
import { defaultModels, type LlmEnv, LlmProviders, ModelCatalog, ModelRoutes } from '@app/llm';
import type { Provider } from '@nestjs/common';
import { AnswerQuestion } from './answer-question.js';
import { AnswerReport } from './answer-report.js';
import { FindAnswer } from './find-answer.js';
import type { QueryEnv } from './query.env.js';
import { cachingSettingsOf } from './resolve/caching.js';
import { RequestResolver, type QuerySettings } from './resolve/request-resolver.js';
import { RuleBook } from './rules/rule-book.js';
import { ModelClient } from './upstream/model-client.js';

type Settings = CacheEnv & LlmEnv & QueryEnv;

/** The use case of `POST /api/v1/query`. */
export function questionProviders(environment: Settings): Provider[] {
  return [resolver(settingsOf(environment)), ANSWER];
}

const ANSWER: Provider = {
  provide: AnswerQuestion,
  inject: [RequestResolver, FindAnswer, LlmProviders, AnswerReport],
  useFactory: (...parts: [RequestResolver, FindAnswer, LlmProviders, AnswerReport]) => {
    const [resolver, finder, upstreams, report] = parts;
    return new AnswerQuestion({ resolver, finder, report, client: new ModelClient(upstreams) });
  },
};

function resolver(settings: QuerySettings): Provider {
  return {
    provide: RequestResolver,
    inject: [ModelCatalog, ModelRoutes, Clock, Signals, RuleBook],
    useFactory: (...parts: [ModelCatalog, ModelRoutes, Clock, Signals, RuleBook]) => {
      const [catalog, routes, clock, signals, rules] = parts;
      return new RequestResolver({ catalog, routes, clock, signals, rules }, settings);
    },
  };
}

function settingsOf(environment: Settings): QuerySettings {
  return {
    defaultProvider: environment.DEFAULT_PROVIDER,
    defaultModels: defaultModels(environment),
    defaultMaxTokens: environment.DEFAULT_MAX_TOKENS,
    defaultTemperature: environment.DEFAULT_TEMPERATURE,
    ...cachingSettingsOf(environment),
    timeoutMs: environment.REQUEST_TIMEOUT_MS,
  };
}
