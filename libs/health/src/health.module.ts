import { KeyStore } from '@app/access';
import { RedisSecretWatch, Stores } from '@app/cache';
import { Embedder } from '@app/embedding';
import { type DynamicModule, Logger, Module, type Provider } from '@nestjs/common';
import { HealthIndicatorService, TerminusModule } from '@nestjs/terminus';
import { HealthReporter, WATCHED } from './health.reporter.js';
import { PartIndicators } from './part.indicators.js';
import { Readiness } from './readiness.js';
import { WarmUp } from './warm-up.js';

/** The modules whose parts are watched. */
export interface WatchedModules {
  readonly cache: DynamicModule;
  readonly embedding: DynamicModule;
  readonly access: DynamicModule;
}

/** How the parts are, and whether the process wants traffic. `Signals` is global, by the app's say. */
@Module({})
export class HealthModule {
  static register({ cache, embedding, access }: WatchedModules): DynamicModule {
    const terminus = TerminusModule.forRoot({ logger: false });
    return {
      module: HealthModule,
      imports: [terminus, cache, embedding, access],
      providers: [READINESS, WarmUp, HealthReporter, INDICATORS, WATCHES],
      exports: [Readiness, HealthReporter],
    };
  }
}

/** Each change is a line of the log. */
const READINESS: Provider = {
  provide: Readiness,
  useFactory: () => {
    const log = new Logger('RAGCache');
    return new Readiness((state) => log.log({ state, msg: 'process state changed' }));
  },
};

const INDICATORS: Provider = {
  provide: PartIndicators,
  inject: [HealthIndicatorService, Stores, Embedder, { token: KeyStore, optional: true }],
  useFactory: (indicators: HealthIndicatorService, stores: Stores, embedder: Embedder, keys?: KeyStore) => {
    const { entries, vectors, registry, stats } = stores;
    const always = { entries, vectors, registry, stats, embedder };
    return new PartIndicators(indicators, keys ? { ...always, keys } : always);
  },
};

const WATCHES: Provider = {
  provide: WATCHED,
  inject: [{ token: RedisSecretWatch, optional: true }],
  useFactory: (secrets?: RedisSecretWatch) => (secrets ? [secrets] : []),
};
