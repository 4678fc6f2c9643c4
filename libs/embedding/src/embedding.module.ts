import { Signals } from '@app/core';
import { type DynamicModule, Module, type OnApplicationShutdown } from '@nestjs/common';
import { CachingEmbedder } from './caching.embedder.js';
import { Embedder } from './embedder.port.js';
import { EMBEDDERS } from './embedders.table.js';
import type { EmbeddingEnv } from './embedding.env.js';

/** Text to vector. `Signals` is global, by the app's say. */
@Module({})
export class EmbeddingModule implements OnApplicationShutdown {
  constructor(private readonly embedder: Embedder) {}

  static register(environment: EmbeddingEnv): DynamicModule {
    const useFactory = async (signals: Signals) =>
      new CachingEmbedder(await EMBEDDERS[environment.EMBEDDER](environment, signals));
    return {
      module: EmbeddingModule,
      providers: [{ provide: Embedder, inject: [Signals], useFactory }],
      exports: [Embedder],
    };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.embedder.close();
  }
}
