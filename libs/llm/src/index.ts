export { ModelCatalog } from './catalog/model.catalog.js';
export { HIGHEST_TEMPERATURE } from './highest-temperature.js';
export { LlmEnv } from './llm.env.js';
export { LlmModule } from './llm.module.js';
export { LlmProvider, type Deadline, type LlmEvent, type LlmRequest } from './llm-provider.port.js';
export { UpstreamError, type UpstreamErrorCode } from './upstream.error.js';
export { upstreamTable } from './upstream.table.js';
export { Upstreams } from './upstreams.js';
