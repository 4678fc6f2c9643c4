export { LlmProvider, type Deadline, type LlmEvent, type LlmRequest } from './llm-provider.port.js';
export { LlmEnv } from './llm.env.js';
