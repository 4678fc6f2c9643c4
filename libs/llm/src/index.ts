export { LlmProvider, type LlmEvent, type LlmRequest } from './llm-provider.port.js';
