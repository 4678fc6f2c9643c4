export { describeLlmProvider, type OpenLlmProvider } from './contracts/llm-provider.contract.js';
export { deadlineIn } from './deadlines.js';
export { ScriptedLlmProvider, type Script, type ScriptedCall } from './scripted.llm-provider.js';
export { routesTo } from './upstreams.js';
export { anthropicWire } from './wire/anthropic.wire.js';
export { openAiWire } from './wire/openai.wire.js';
export type { Wire } from './wire/wire.js';
export { REQUEST_FIELDS } from './wire/request-fields.js';
