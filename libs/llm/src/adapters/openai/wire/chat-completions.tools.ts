import { isObject, objectsIn, type JsonObject } from '../../../json.js';
import {
  type GivenTool,
  isObjectText,
  onlySchema,
  schemaNamed,
  type ToolCall,
} from '../../../wire/tool-call.js';

/** The one function that the model must call: the request names it, or it is the only tool and a call is required. */
export function forcedTool(body: JsonObject): string | undefined {
  const { tool_choice: choice, function_call: call } = body;
  const functions = objectsIn(body['functions']).map(({ name }) => ({ name, isFunction: true }));
  if (isObject(call)) return schemaNamed(call['name'], functions);
  const tools = objectsIn(body['tools']).map(given);
  if (choice === 'required') return onlySchema(tools);
  if (!isObject(choice)) return undefined;
  if (isObject(choice['function'])) return schemaNamed(choice['function']['name'], tools);
  return allowedTool(choice['allowed_tools'], tools);
}

function allowedTool(allowed: unknown, tools: readonly GivenTool[]): string | undefined {
  if (!isObject(allowed) || allowed['mode'] !== 'required') return undefined;
  const [only, ...others] = objectsIn(allowed['tools']).map(given);
  return only?.isFunction && others.length === 0 ? schemaNamed(only.name, tools) : undefined;
}

function given({ type, function: named }: JsonObject): GivenTool {
  return { name: isObject(named) ? named['name'] : undefined, isFunction: type === 'function' };
}

/** The tool calls in all choices of a completion. */
export function toolCallsIn(raw: unknown): readonly ToolCall[] {
  const choices = objectsIn(isObject(raw) ? raw['choices'] : undefined);
  return choices.flatMap(({ message }) => (isObject(message) ? callsOf(message) : []));
}

function callsOf({ tool_calls: calls, function_call: call }: JsonObject): ToolCall[] {
  return [...objectsIn(calls).map(toolCall), ...(isObject(call) ? [functionCall(call)] : [])];
}

function toolCall({ function: called, custom }: JsonObject): ToolCall {
  if (isObject(called)) return functionCall(called);
  return { name: isObject(custom) ? custom['name'] : undefined, isReadable: isObject(custom) };
}

function functionCall({ name, arguments: text }: JsonObject): ToolCall {
  return { name, isReadable: isObjectText(text) };
}
