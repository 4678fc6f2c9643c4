import type { RequestBody } from './wire-format.js';

/** A tool or a choice of one, in the shape of either provider. */
interface Named {
  readonly name?: string;
  readonly type?: string;
  readonly function?: { readonly name?: string };
}

/** The tool that a request names for the model to call. */
export function namedTool({ tool_choice: choice }: RequestBody): string | undefined {
  return nameOf(choice as Named | undefined);
}

/** Whether the model has to call a tool, whichever it is. */
export function mustCallTool(body: RequestBody): boolean {
  const choice = body.tool_choice as Named | string | undefined;
  const isAny = choice === 'required' || (typeof choice === 'object' && choice.type === 'any');
  return isAny || namedTool(body) !== undefined;
}

/** The tool that the simulated model calls by itself. */
export function chosenTool(body: RequestBody): string {
  const [first] = (body.tools ?? []) as readonly Named[];
  return namedTool(body) ?? nameOf(first) ?? 'look_up';
}

function nameOf(named: Named | undefined): string | undefined {
  return named?.function?.name ?? named?.name;
}
