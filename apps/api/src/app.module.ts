import { AccessModule } from '@app/access';
import { CacheModule } from '@app/cache';
import { EmbeddingModule } from '@app/embedding';
import { HealthModule } from '@app/health';
import { LlmModule } from '@app/llm';
import { QueryModule } from '@app/query';
import { type DynamicModule, Module } from '@nestjs/common';
import { ApiModule } from './api.module.js';
import { Environment } from './environment/environment.js';
import { SignalsModule } from './observability/signals.module.js';

/** The composition root: creates all parts and connects them. */
@Module({})
export class AppModule {
  static register(environment: Environment): DynamicModule {
    const signals = { ...SignalsModule.register(environment), global: true };
    const embedding = EmbeddingModule.register(environment);
    const cache = CacheModule.register(environment, embedding);
    const access = AccessModule.register(environment, cache);
    const llm = LlmModule.register(environment);
    const query = QueryModule.register(environment, { cache, llm });
    const health = HealthModule.register({ cache, embedding, access });
    const api = ApiModule.register(environment, { query, cache, access, llm, health });
    return { module: AppModule, imports: [signals, health, api] };
  }
}
