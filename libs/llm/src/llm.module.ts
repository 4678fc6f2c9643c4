import { Clock, Signals } from '@app/core';
import { HttpClient, proxiesOf } from '@app/http';
import { type DynamicModule, Module, type Provider } from '@nestjs/common';
import { loadCatalog } from './catalog/load-catalog.js';
import { ModelCatalog } from './catalog/model.catalog.js';
import type { LlmEnv } from './llm.env.js';
import { assembleUpstreams } from './upstream.assembly.js';
import { upstreamTable } from './upstream.table.js';
import { Upstreams } from './upstreams.js';
import { assembleWireUpstreams } from './wire-upstream.assembly.js';
import { WireFormats } from './wire/wire-formats.js';
import { WireUpstreams } from './wire/wire-upstreams.js';

/** Prompt to answer. Needs `Clock` and `Signals` from a global module. */
@Module({})
export class LlmModule {
  static register(environment: LlmEnv): DynamicModule {
    return {
      module: LlmModule,
      providers: [
        { provide: ModelCatalog, useFactory: () => loadCatalog(environment) },
        { provide: HttpClient, useFactory: () => new HttpClient(proxiesOf(environment)) },
        upstreams(environment),
        wireUpstreams(environment),
        { provide: WireFormats, useFactory: () => WireFormats.load() },
      ],
      exports: [Upstreams, WireUpstreams, WireFormats, ModelCatalog],
    };
  }
}

function upstreams(environment: LlmEnv): Provider {
  return {
    provide: Upstreams,
    inject: [HttpClient, ModelCatalog, Clock, Signals],
    useFactory: (http: HttpClient, catalog: ModelCatalog, clock: Clock, signals: Signals) =>
      assembleUpstreams(upstreamTable(environment), { http, catalog, clock, signals }),
  };
}

function wireUpstreams(environment: LlmEnv): Provider {
  return {
    provide: WireUpstreams,
    inject: [HttpClient],
    useFactory: (http: HttpClient) => assembleWireUpstreams(upstreamTable(environment), http),
  };
}
