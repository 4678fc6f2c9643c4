import { Clock, Signals } from '@app/core';
import { HttpClient, proxiesOf } from '@app/http';
import { type DynamicModule, Module, type Provider } from '@nestjs/common';
import { loadWireFormats } from './adapters/wire-formats.js';
import { loadCatalog } from './catalog/load-catalog.js';
import { ModelCatalog } from './catalog/model.catalog.js';
import type { LlmEnv } from './llm.env.js';
import { LlmProviders } from './llm-provider.port.js';
import { assembleLlmProviders, assembleWireUpstreams } from './upstream.assembly.js';
import { upstreamTable } from './upstream.table.js';
import { WireFormats } from './wire/wire-format.port.js';
import { WireUpstreams } from './wire/wire-upstream.port.js';

/** The LLM APIs: from a prompt to an answer, and in the providers' own wire formats. `Clock` and `Signals` come from a global module. */
@Module({})
export class LlmModule {
  static register(environment: LlmEnv): DynamicModule {
    return {
      module: LlmModule,
      providers: [
        { provide: ModelCatalog, useFactory: () => loadCatalog(environment) },
        { provide: HttpClient, useFactory: () => new HttpClient(proxiesOf(environment)) },
        llmProviders(environment),
        wireUpstreams(environment),
        { provide: WireFormats, useFactory: () => loadWireFormats() },
      ],
      exports: [LlmProviders, WireUpstreams, WireFormats, ModelCatalog],
    };
  }
}

function llmProviders(environment: LlmEnv): Provider {
  return {
    provide: LlmProviders,
    inject: [HttpClient, ModelCatalog, Clock, Signals],
    useFactory: (http: HttpClient, catalog: ModelCatalog, clock: Clock, signals: Signals) =>
      assembleLlmProviders(upstreamTable(environment), { http, catalog, clock, signals }),
  };
}

function wireUpstreams(environment: LlmEnv): Provider {
  return {
    provide: WireUpstreams,
    inject: [HttpClient],
    useFactory: (http: HttpClient) => assembleWireUpstreams(upstreamTable(environment), http),
  };
}
