import { isObject, objectsIn, type JsonObject } from '../../../json.js';
import { type GivenTool, onlySchema, schemaNamed, type ToolCall } from '../../../wire/tool-call.js';

/** The one tool that the model must call: the request names it, or it is the only tool and a call is required. */
export function forcedTool({ tool_choice: choice, tools: given }: JsonObject): string | undefined {
  if (!isObject(choice)) return undefined;
  const tools = objectsIn(given).map(givenTool);
  if (choice['type'] === 'any') return onlySchema(tools);
  return choice['type'] === 'tool' ? schemaNamed(choice['name'], tools) : undefined;
}

/** Tools of other types are Anthropic's own, and have effects. */
function givenTool({ name, type = 'custom' }: JsonObject): GivenTool {
  return { name, isFunction: type === 'custom' };
}

export function toolCallsIn(raw: unknown): readonly ToolCall[] {
  const blocks = objectsIn(isObject(raw) ? raw['content'] : undefined);
  return blocks
    .filter(({ type }) => /(^|_)tool_use$/.test(String(type)))
    .map(({ name, input }) => ({ name, isReadable: isObject(input) }));
}
