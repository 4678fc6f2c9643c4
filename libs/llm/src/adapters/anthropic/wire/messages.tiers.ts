import { isGiven, isObject, type JsonObject } from '../../../json.js';
import type { ReadableBody } from '../../../wire/readable.body.js';
import type { WireTiers } from '../../../wire/wire-request.js';

/** The type of a tool result, of the client or the server: `tool_result`, `web_search_tool_result`, `mcp_tool_result`. */
const TOOL_RESULT = /(^|_)tool_result$/;
/** Fields that make the answer depend on more than the text. */
const BEYOND_TEXT = ['tools', 'mcp_servers', 'container'];
/** Types of blocks that hold only text. Images, documents, files and unknown types are not among them. */
const TEXTUAL: ReadonlySet<unknown> = new Set([
  ...['text', 'thinking', 'redacted_thinking'],
  ...['tool_use', 'server_tool_use', 'tool_result'],
]);

/** @param question as in `WireRequest`. */
export function tiersOf(body: ReadableBody, question: string | null): WireTiers {
  const { messages } = body;
  if (isGiven(body['thread']) || answersTool(messages)) return 'none';
  const contents = [body['system'], ...messages.map(({ content }) => content)];
  const isText = contents.every(isTextual) && !BEYOND_TEXT.some((name) => isGiven(body[name]));
  return question !== null && isText ? 'all' : 'exact';
}

/** Successive messages of the user are one turn for the model, so a text may follow the tool result in a message of its own. */
function answersTool(messages: readonly JsonObject[]): boolean {
  const earlier = messages.slice(0, -1).findLastIndex(({ role }) => role === 'assistant');
  return messages.slice(earlier + 1).some(({ content }) => blocksOf(content).some(isToolResult));
}

function isToolResult({ type }: JsonObject): boolean {
  return typeof type === 'string' && TOOL_RESULT.test(type);
}

function isTextual(content: unknown): boolean {
  if (!Array.isArray(content)) return true;
  return blocksOf(content).every((block) => TEXTUAL.has(block['type']) && isTextual(block['content']));
}

function blocksOf(content: unknown): readonly JsonObject[] {
  return Array.isArray(content) ? content.filter(isObject) : [];
}
