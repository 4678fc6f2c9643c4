import { Signals } from '@app/core';
import { type DynamicModule, Module, type OnApplicationShutdown } from '@nestjs/common';
import { CachingEmbedder } from './decorators/caching.embedder.js';
import { SharingEmbedder } from './decorators/sharing.embedder.js';
import { Embedder } from './embedder.port.js';
import { EMBEDDERS } from './embedders.table.js';
import type { EmbeddingEnv } from './embedding.env.js';

/** Provides the configured `Embedder`. The app registers `Signals` globally. */
@Module({})
export class EmbeddingModule implements OnApplicationShutdown {
  constructor(private readonly embedder: Embedder) {}

  static register(environment: EmbeddingEnv): DynamicModule {
    const useFactory = async (signals: Signals) => {
      const embedder = await EMBEDDERS[environment.EMBEDDER].open(environment, signals);
      return new CachingEmbedder(new SharingEmbedder(embedder));
    };
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
