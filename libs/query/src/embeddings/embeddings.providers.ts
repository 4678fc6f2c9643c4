import { CacheReader, CacheWriter, EmbeddingReader, type CacheEnv } from '@app/cache';
import { Clock, Signals } from '@app/core';
import { ModelCatalog, ModelRoutes } from '@app/llm';
import type { Provider } from '@nestjs/common';
import { AnswerReport } from '../answer-report.js';
import { closedRoutesOf, isClosed } from '../pass/pass-route.js';
import type { QueryEnv } from '../query.env.js';
import { cachingSettingsOf } from '../resolve/caching.js';
import { RuleBook } from '../rules/rule-book.js';
import { UpstreamGate } from '../upstream/upstream-gate.js';
import { AnswerEmbeddings } from './answer-embeddings.js';
import { EmbeddingsResolver } from './embeddings.resolver.js';

/** The use case of `POST /v1/embeddings`. */
export function embeddingsProviders(environment: CacheEnv & QueryEnv): Provider[] {
  const { DROP_IN_TIMEOUT_MS: timeoutMs, PASS_ROUTES } = environment;
  // `*` means the routes that are passed on.
  const closed = closedRoutesOf(PASS_ROUTES).filter(({ segments }) => segments.length > 0);
  const isClosedByName = isClosed('POST', ['embeddings'], closed);
  const settings = { ...cachingSettingsOf(environment), timeoutMs, isClosed: isClosedByName };
  return [
    {
      provide: EmbeddingsResolver,
      inject: [ModelRoutes, Clock, Signals, RuleBook],
      useFactory: (routes: ModelRoutes, clock: Clock, signals: Signals, rules: RuleBook) =>
        new EmbeddingsResolver({ routes, clock, signals, rules }, settings),
    },
    ANSWER,
  ];
}

type Parts = [
  ...[EmbeddingsResolver, EmbeddingReader, CacheReader, CacheWriter, AnswerReport],
  ...[UpstreamGate, ModelCatalog, Clock, Signals],
];

const ANSWER: Provider = {
  provide: AnswerEmbeddings,
  inject: [
    ...[EmbeddingsResolver, EmbeddingReader, CacheReader, CacheWriter, AnswerReport],
    ...[UpstreamGate, ModelCatalog, Clock, Signals],
  ],
  useFactory: (...parts: Parts) => {
    const [resolver, embeddings, reader, writer, report, gate, catalog, clock, signals] = parts;
    const call = { gate, catalog, clock };
    return new AnswerEmbeddings({ resolver, embeddings, reader, writer, report, signals, ...call });
  },
};
