import { isObject, objectsIn, type JsonObject } from '../../../json.js';
import {
  isObjectText,
  onlySchema,
  schemaNamed,
  type GivenTool,
  type ToolCall,
} from '../../../wire/tool-call.js';

/** The one function that the model must call: the request names it, or it is the only tool and a call is required. */
export function forcedTool({ tool_choice: choice, tools: given }: JsonObject): string | undefined {
  const tools = objectsIn(given).map(givenTool);
  if (choice === 'required') return onlySchema(tools);
  if (!isObject(choice)) return undefined;
  if (choice['type'] === 'function') return schemaNamed(choice['name'], tools);
  if (choice['type'] !== 'allowed_tools' || choice['mode'] !== 'required') return undefined;
  const [only, ...others] = objectsIn(choice['tools']).map(givenTool);
  return only?.isFunction && others.length === 0 ? schemaNamed(only.name, tools) : undefined;
}

function givenTool({ name, type }: JsonObject): GivenTool {
  return { name, isFunction: type === 'function' };
}

/** The calls of the caller's tools in a response. */
export function toolCallsIn(raw: unknown): readonly ToolCall[] {
  const items = objectsIn(isObject(raw) ? raw['output'] : undefined);
  return items.flatMap(({ type, name, arguments: text, input }) => {
    if (type === 'function_call') return [{ name, isReadable: isObjectText(text) }];
    return type === 'custom_tool_call' ? [{ name, isReadable: typeof input === 'string' }] : [];
  });
}
