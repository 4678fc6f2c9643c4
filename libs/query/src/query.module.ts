import { Clock, Signals } from '@app/core';
import { type CacheEnv, Recall, RedisServer, Remember, Statistics } from '@app/cache';
import { defaultModels, type LlmEnv, LlmProviders, ModelCatalog } from '@app/llm';
import { type DynamicModule, Module, type Provider } from '@nestjs/common';
import { AnswerQuestion } from './answer-question.js';
import { AnswerDropIn } from './drop-in/answer-drop-in.js';
import { dropInProviders } from './drop-in/drop-in.providers.js';
import { ListModels } from './drop-in/list-models.js';
import { FindAnswer } from './find-answer.js';
import { FLIGHT_BOARDS } from './flights/adapters/flight-boards.table.js';
import { FlightBoard } from './flights/flight-board.port.js';
import { UpstreamGate } from './flights/upstream-gate.js';
import { upstreamGate } from './flights/upstream-gate.providers.js';
import { ModelCall } from './model-call.js';
import { OutcomeReport } from './outcome.js';
import type { QueryEnv } from './query.env.js';
import { cachingSettingsOf } from './resolve/caching.js';
import type { QuerySettings } from './resolve/query-settings.js';
import { RequestResolver } from './resolve/request-resolver.js';
import { ruleBook } from './rules/rule-book.provider.js';
import { RuleBook } from './rules/rule-book.js';
import { UpstreamCalls } from './upstream-calls.js';

type Settings = CacheEnv & LlmEnv & QueryEnv;

/** The modules that the use case draws on. */
export interface QueryImports {
  readonly cache: DynamicModule;
  readonly llm: DynamicModule;
}

/** The use case: look up, else ask, then remember. */
@Module({})
export class QueryModule {
  static register(environment: Settings, { cache, llm }: QueryImports): DynamicModule {
    return {
      module: QueryModule,
      imports: [cache, llm],
      providers: [
        ruleBook(environment),
        resolver(settingsOf(environment)),
        board(environment),
        ...upstreamGate(environment),
        ...USE_CASE,
        ...dropInProviders(environment),
      ],
      exports: [AnswerQuestion, AnswerDropIn, ListModels],
    };
  }
}

const USE_CASE: Provider[] = [
  {
    provide: UpstreamCalls,
    inject: [UpstreamGate, ModelCatalog, Clock],
    useFactory: (gate: UpstreamGate, catalog: ModelCatalog, clock: Clock) =>
      new UpstreamCalls({ gate, catalog, clock }),
  },
  {
    provide: ModelCall,
    inject: [LlmProviders, UpstreamCalls, Recall, Remember],
    useFactory: (...parts: ConstructorParameters<typeof ModelCall>) => new ModelCall(...parts),
  },
  {
    provide: OutcomeReport,
    inject: [ModelCatalog, Clock],
    useFactory: (catalog: ModelCatalog, clock: Clock) => new OutcomeReport(catalog, clock),
  },
  {
    provide: FindAnswer,
    inject: [Recall, FlightBoard],
    useFactory: (recall: Recall, flights: FlightBoard) => new FindAnswer(recall, flights),
  },
  {
    provide: AnswerQuestion,
    inject: [RequestResolver, FindAnswer, ModelCall, OutcomeReport, Statistics],
    useFactory: (...parts: AnswerParts) => {
      const [resolver, finder, model, report, statistics] = parts;
      return new AnswerQuestion({ resolver, finder, model, report, statistics });
    },
  },
];

function board(environment: QueryEnv): Provider {
  return {
    provide: FlightBoard,
    inject: [Clock, { token: RedisServer, optional: true }],
    useFactory: (clock: Clock, redis?: RedisServer) =>
      FLIGHT_BOARDS[environment.FLIGHT_BOARD]({ environment, clock, redis }),
  };
}

type AnswerParts = [RequestResolver, FindAnswer, ModelCall, OutcomeReport, Statistics];

function resolver(settings: QuerySettings): Provider {
  return {
    provide: RequestResolver,
    inject: [ModelCatalog, Clock, Signals, RuleBook],
    useFactory: (catalog: ModelCatalog, clock: Clock, signals: Signals, rules: RuleBook) =>
      new RequestResolver({ catalog, clock, signals, rules }, settings),
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
