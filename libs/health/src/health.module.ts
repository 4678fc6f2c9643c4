import { Stores } from '@app/cache';
import { Embedder } from '@app/embedding';
import { type DynamicModule, Logger, Module, type Provider } from '@nestjs/common';
import { HealthIndicatorService, TerminusModule } from '@nestjs/terminus';
import { HealthReporter } from './health.reporter.js';
import { PartIndicators } from './part.indicators.js';
import { Readiness } from './readiness.js';
import { WarmUp } from './warm-up.js';

/** The modules whose parts are watched. */
export interface WatchedModules {
  readonly cache: DynamicModule;
  readonly embedding: DynamicModule;
}

/** How the parts are, and whether the process wants traffic. `Signals` is global, by the app's say. */
@Module({})
export class HealthModule {
  static register({ cache, embedding }: WatchedModules): DynamicModule {
    const terminus = TerminusModule.forRoot({ logger: false });
    return {
      module: HealthModule,
      imports: [terminus, cache, embedding],
      providers: [READINESS, WarmUp, HealthReporter, INDICATORS],
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
  inject: [HealthIndicatorService, Stores, Embedder],
  useFactory: (indicators: HealthIndicatorService, stores: Stores, embedder: Embedder) => {
    const { entries, vectors, registry, stats } = stores;
    return new PartIndicators(indicators, { entries, vectors, registry, stats, embedder });
  },
};
