import { Clock, Signals } from '@app/core';
import { type CacheEnv, CacheReader, RedisServer, CacheWriter, Statistics } from '@app/cache';
import { type LlmEnv, ModelCatalog } from '@app/llm';
import { type DynamicModule, Module, type Provider } from '@nestjs/common';
import { AnswerQuestion } from './answer-question.js';
import { AnswerReport } from './answer-report.js';
import { AnswerDropIn } from './drop-in/answer-drop-in.js';
import { dropInProviders } from './drop-in/drop-in.providers.js';
import { ListModels } from './drop-in/list-models.js';
import { AnswerEmbeddings } from './embeddings/answer-embeddings.js';
import { embeddingsProviders } from './embeddings/embeddings.providers.js';
import { FindAnswer } from './find-answer.js';
import { FLIGHT_BOARDS } from './flights/adapters/flight-boards.table.js';
import { FlightBoard } from './flights/flight-board.port.js';
import { SingleFlight } from './flights/single-flight.js';
import { ownerProviders } from './owners/owners.providers.js';
import { passProviders } from './pass/pass.providers.js';
import { RequestRelay } from './pass/request-relay.js';
import type { QueryEnv } from './query.env.js';
import { questionProviders } from './question.providers.js';
import { loadRules } from './rules/load-rules.js';
import { RuleBook } from './rules/rule-book.js';
import { LagWatch } from './upstream/lag-watch.js';
import { UpstreamGate } from './upstream/upstream-gate.js';
import { UpstreamJobs } from './upstream/upstream-job.js';

type Settings = CacheEnv & LlmEnv & QueryEnv;

/** The modules that the use cases need. */
export interface QueryImports {
  readonly cache: DynamicModule;
  readonly llm: DynamicModule;
}

/** The use cases: look an answer up, otherwise ask a model and store its answer. */
@Module({})
export class QueryModule {
  static register(environment: Settings, { cache, llm }: QueryImports): DynamicModule {
    return {
      module: QueryModule,
      imports: [cache, llm],
      providers: [
        rules(environment),
        board(environment),
        ...gate(environment),
        ...FINDING,
        ...questionProviders(environment),
        ...ownerProviders(environment),
        ...dropInProviders(environment),
        ...passProviders(environment),
        ...embeddingsProviders(environment),
      ],
      exports: [AnswerQuestion, AnswerDropIn, AnswerEmbeddings, ListModels, RequestRelay],
    };
  }
}

const FINDING: Provider[] = [
  {
    provide: UpstreamJobs,
    inject: [UpstreamGate, ModelCatalog, Clock, CacheReader, CacheWriter],
    useFactory: (...parts: [UpstreamGate, ModelCatalog, Clock, CacheReader, CacheWriter]) => {
      const [gate, catalog, clock, reader, writer] = parts;
      return new UpstreamJobs({ gate, catalog, clock, reader, writer });
    },
  },
  {
    provide: FindAnswer,
    inject: [CacheReader, FlightBoard, UpstreamJobs],
    useFactory: (reader: CacheReader, flights: FlightBoard, jobs: UpstreamJobs) =>
      new FindAnswer(reader, new SingleFlight(flights, jobs)),
  },
  {
    provide: AnswerReport,
    inject: [ModelCatalog, Clock, Statistics],
    useFactory: (catalog: ModelCatalog, clock: Clock, statistics: Statistics) =>
      new AnswerReport({ catalog, clock, statistics }),
  },
];

/** The cache rules, read and checked at start. */
function rules(environment: Settings): Provider {
  return {
    provide: RuleBook,
    inject: [Signals],
    useFactory: (signals: Signals) => loadRules(environment, signals),
  };
}

function board(environment: QueryEnv): Provider {
  return {
    provide: FlightBoard,
    inject: [Clock, { token: RedisServer, optional: true }],
    useFactory: (clock: Clock, redis?: RedisServer) =>
      FLIGHT_BOARDS[environment.FLIGHT_BOARD]({ environment, clock, redis }),
  };
}

/** The bound that every call of a provider passes. */
function gate({ UPSTREAM_CONCURRENCY, SHED_LAG_MS }: QueryEnv): Provider[] {
  return [
    { provide: LagWatch, inject: [Clock], useFactory: (clock: Clock) => new LagWatch(SHED_LAG_MS, clock) },
    {
      provide: UpstreamGate,
      inject: [Signals, LagWatch],
      useFactory: (signals: Signals, lag: LagWatch) => new UpstreamGate(UPSTREAM_CONCURRENCY, signals, lag),
    },
  ];
}
