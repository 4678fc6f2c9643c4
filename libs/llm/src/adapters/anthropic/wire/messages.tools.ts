import { isObject, objectsIn, type JsonObject } from '../../../json.js';
import { type GivenTool, onlySchema, schemaNamed, type ToolCall } from '../../../wire/tool-call.js';

/** The one tool that a request has the model call: by its name, or as the only one of which it must call one. */
export function forcedTool({ tool_choice: choice, tools: given }: JsonObject): string | undefined {
  if (!isObject(choice)) return undefined;
  const tools = objectsIn(given).map(givenTool);
  if (choice['type'] === 'any') return onlySchema(tools);
  return choice['type'] === 'tool' ? schemaNamed(choice['name'], tools) : undefined;
}

/** Those with another type are Anthropic's own, and do something. */
function givenTool({ name, type = 'custom' }: JsonObject): GivenTool {
  return { name, isFunction: type === 'custom' };
}

export function toolCallsIn(raw: unknown): readonly ToolCall[] {
  const blocks = objectsIn(isObject(raw) ? raw['content'] : undefined);
  return blocks
    .filter(({ type }) => /(^|_)tool_use$/.test(String(type)))
    .map(({ name, input }) => ({ name, isReadable: isObject(input) }));
}
