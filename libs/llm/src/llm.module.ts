import { Clock, Signals } from '@app/core';
import { HttpClient, proxiesOf } from '@app/http';
import { type DynamicModule, Module, type Provider } from '@nestjs/common';
import { loadWireFormats } from './adapters/wire-formats.js';
import { loadCatalog } from './catalog/load-catalog.js';
import { ModelCatalog } from './catalog/model.catalog.js';
import type { LlmEnv } from './llm.env.js';
import { LlmProviders } from './llm-provider.port.js';
import { assembleLlmProviders, assembleRoutes } from './upstream.assembly.js';
import { upstreamTable } from './upstream.table.js';
import { loadUpstreams } from './upstreams/load-upstreams.js';
import { UpstreamGuards } from './resilience/upstream.guards.js';
import { UpstreamRows } from './upstreams/upstream-row.js';
import { ModelRoutes } from './upstreams/model.routes.js';
import { WireFormats } from './wire/wire-format.port.js';

/** The LLM APIs: from a prompt to an answer, and in the providers' own wire formats. `Clock` and `Signals` come from a global module. */
@Module({})
export class LlmModule {
  static register(environment: LlmEnv): DynamicModule {
    return {
      module: LlmModule,
      providers: [
        { provide: UpstreamRows, useFactory: () => loadUpstreams(environment) },
        {
          provide: ModelCatalog,
          inject: [UpstreamRows],
          useFactory: (rows: UpstreamRows) => loadCatalog(environment, rows),
        },
        { provide: HttpClient, useFactory: () => new HttpClient(proxiesOf(environment)) },
        GUARDS,
        llmProviders(environment),
        routes(environment),
        { provide: WireFormats, useFactory: () => loadWireFormats() },
      ],
      exports: [LlmProviders, ModelRoutes, WireFormats, ModelCatalog],
    };
  }
}

const GUARDS: Provider = {
  provide: UpstreamGuards,
  inject: [ModelCatalog, Clock, Signals],
  useFactory: (catalog: ModelCatalog, clock: Clock, signals: Signals) =>
    new UpstreamGuards({ catalog, clock, signals }),
};

function llmProviders(environment: LlmEnv): Provider {
  return {
    provide: LlmProviders,
    inject: [UpstreamRows, HttpClient, UpstreamGuards, Signals],
    useFactory: (...parts: [UpstreamRows, HttpClient, UpstreamGuards, Signals]) => {
      const [rows, http, guards, signals] = parts;
      return assembleLlmProviders({ shorthand: upstreamTable(environment), rows }, { http, guards, signals });
    },
  };
}

/** Where each model goes: to a row of UPSTREAMS_FILE, or to the upstream of OPENAI_* or ANTHROPIC_*. */
function routes(environment: LlmEnv): Provider {
  return {
    provide: ModelRoutes,
    inject: [UpstreamRows, HttpClient, UpstreamGuards],
    useFactory: (rows: UpstreamRows, http: HttpClient, guards: UpstreamGuards) =>
      assembleRoutes({ shorthand: upstreamTable(environment), rows }, { http, guards }),
  };
}
