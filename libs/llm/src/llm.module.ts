import { Clock, Signals } from '@app/core';
import { type DynamicModule, Module, type Provider } from '@nestjs/common';
import { UpstreamNetwork } from './adapters/upstream-network.js';
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
        { provide: UpstreamNetwork, useFactory: () => new UpstreamNetwork(proxiesOf(environment)) },
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
    inject: [UpstreamNetwork, ModelCatalog, Clock, Signals],
    useFactory: (network: UpstreamNetwork, catalog: ModelCatalog, clock: Clock, signals: Signals) =>
      assembleUpstreams(upstreamTable(environment), { network, catalog, clock, signals }),
  };
}

function wireUpstreams(environment: LlmEnv): Provider {
  return {
    provide: WireUpstreams,
    inject: [UpstreamNetwork],
    useFactory: (network: UpstreamNetwork) => assembleWireUpstreams(upstreamTable(environment), network),
  };
}

/** The lower-case spelling wins, as in curl. */
function proxiesOf(environment: LlmEnv) {
  return {
    https: environment.https_proxy ?? environment.HTTPS_PROXY,
    http: environment.http_proxy ?? environment.HTTP_PROXY,
    noProxy: environment.no_proxy ?? environment.NO_PROXY,
  };
}
