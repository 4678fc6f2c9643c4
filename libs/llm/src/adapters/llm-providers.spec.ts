import { PROVIDERS } from '@app/core';
import { describeLlmProvider } from '../../testing/llm-provider.contract.js';
import { anUpstream, WIRES } from '../../testing/upstreams.js';
import { LLM_PROVIDERS } from './llm-providers.js';
import { UpstreamNetwork } from './upstream-network.js';

const network = new UpstreamNetwork({});

afterAll(() => network.onApplicationShutdown());

for (const name of PROVIDERS) {
  describeLlmProvider({
    name,
    wire: WIRES[name],
    create: async (origin, fetch = network.fetch) => {
      const Provider = await LLM_PROVIDERS[name]();
      return new Provider(anUpstream(name, origin), Object.assign(new UpstreamNetwork({}), { fetch }));
    },
  });
}
