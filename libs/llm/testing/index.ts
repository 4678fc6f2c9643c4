export { within } from './deadlines.js';
export { ScriptedLlmProvider, type Script, type ScriptedCall } from './scripted.llm-provider.js';
