import { PROVIDERS } from '@app/core';
import { describeLlmProvider, type OpenLlmProvider } from '../../testing/contracts/llm-provider.contract.js';
import { anUpstream, WIRES } from '../../testing/upstreams.js';
import { PROVIDER_DESCRIPTORS } from './provider.table.js';
import { HttpClient } from '@app/http';

const http = new HttpClient({});

afterAll(() => http.onApplicationShutdown());

for (const name of PROVIDERS) {
  const open: OpenLlmProvider = async (origin, fetch = http.fetch) => {
    const Provider = await PROVIDER_DESCRIPTORS[name].load();
    return new Provider(anUpstream(name, origin), Object.assign(new HttpClient({}), { fetch }));
  };
  describeLlmProvider(name, open, { wire: WIRES[name] });
}
