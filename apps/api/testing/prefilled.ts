import type { ParameterObject } from '@nestjs/swagger';
import type { Operation } from '../src/documentation/operations.js';
import { examplesOf, requestBodyOf } from './api-document.js';

/** A request as Swagger UI sends it when somebody presses "Try it out" and "Execute" and nothing else. */
export interface PrefilledRequest {
  readonly headers: Readonly<Record<string, string>>;
  readonly payload: unknown;
}

export function prefilledRequest(operation: Operation): PrefilledRequest {
  const values = parametersOf(operation)
    .filter((parameter) => parameter.in === 'header')
    .map((parameter) => [parameter.name.toLowerCase(), prefilledValue(parameter)] as const)
    .filter(([, value]) => value !== undefined);
  const body = requestBodyOf(operation);
  return {
    headers: Object.fromEntries(values) as Record<string, string>,
    payload: body && examplesOf(body)[0],
  };
}

export function parametersOf({ documented: { parameters = [] } }: Operation): ParameterObject[] {
  return parameters.filter((parameter): parameter is ParameterObject => 'name' in parameter);
}

/**
 * The rule of `setDefaultValue` in Swagger UI's `parameter-row.jsx`: the first of the examples, the example, then the schema's example or
 * default, and for an object something made up. `undefined` = the field stays empty, and nothing is sent.
 */
export function prefilledValue(parameter: ParameterObject): unknown {
  const { example, examples = {}, content = {}, schema = {} } = parameter as Documented;
  const [first] = Object.values(examples);
  return first?.value ?? Object.values(content)[0]?.example ?? example ?? fromSchema(schema);
}

interface Documented {
  readonly example?: unknown;
  readonly examples?: Readonly<Record<string, { readonly value?: unknown }>>;
  readonly content?: Readonly<Record<string, { readonly example?: unknown }>>;
  readonly schema?: Schema;
}

interface Schema {
  readonly type?: unknown;
  readonly example?: unknown;
  readonly default?: unknown;
  readonly allOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
}

function fromSchema({ type, example, default: usual, allOf = [], oneOf = [], anyOf = [] }: Schema): unknown {
  const own = example ?? usual ?? (type === 'object' ? {} : undefined);
  const parts = [...allOf, ...oneOf, ...anyOf];
  return own ?? parts.map(fromSchema).find((value) => value !== undefined);
}
