import { isObject } from '../json.js';

/** A call of a tool in an answer. */
export interface ToolCall {
  readonly name: unknown;
  /** Whether a client can read the arguments: a JSON object, the text of one, or the input of a tool that takes free text. */
  readonly isReadable: boolean;
}

/** A tool that a request gives to the model. */
export interface GivenTool {
  readonly name: unknown;
  /** The caller runs it, and its arguments follow a schema in the request. */
  readonly isFunction: boolean;
}

export function isObjectText(text: unknown): boolean {
  if (typeof text !== 'string') return false;
  try {
    return isObject(JSON.parse(text));
  } catch {
    return false;
  }
}

/** The name, when the tools have a function of that name. */
export function schemaNamed(name: unknown, tools: readonly GivenTool[]): string | undefined {
  const isGiven = tools.some((tool) => tool.isFunction && tool.name === name);
  return typeof name === 'string' && isGiven ? name : undefined;
}

/** The name of the only tool, for a request that must call some tool. */
export function onlySchema(tools: readonly GivenTool[]): string | undefined {
  return tools.length === 1 ? schemaNamed(tools[0]!.name, tools) : undefined;
}
