import { isObject } from '../json.js';

/** What an answer calls: the name of a tool, and whether it comes with arguments that a client can read. */
export interface ToolCall {
  readonly name: unknown;
  /** A JSON object, or the text of one; the input of a tool that takes free text is no JSON and needn't be. */
  readonly isReadable: boolean;
}

/** A tool that a request gives to the model. */
export interface GivenTool {
  readonly name: unknown;
  /** Its arguments follow a schema of the request, and the caller runs it. */
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

/** The name if there is such a function among the tools; a call of it is told by its schema. */
export function schemaNamed(name: unknown, tools: readonly GivenTool[]): string | undefined {
  const isGiven = tools.some((tool) => tool.isFunction && tool.name === name);
  return typeof name === 'string' && isGiven ? name : undefined;
}

/** Of a request that has to call some tool: the only one that there is. */
export function onlySchema(tools: readonly GivenTool[]): string | undefined {
  return tools.length === 1 ? schemaNamed(tools[0]!.name, tools) : undefined;
}
