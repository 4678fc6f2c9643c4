export { ModelCatalog } from './catalog/model.catalog.js';
export { LlmEnv } from './llm.env.js';
export { LlmModule } from './llm.module.js';
export { LlmProvider, type Deadline, type LlmEvent, type LlmRequest } from './llm-provider.port.js';
export { UpstreamError, type UpstreamErrorCode } from './upstream.error.js';
export { Upstreams } from './upstreams.js';
