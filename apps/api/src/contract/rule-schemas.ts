import { CODE_POINTS, type TextBounds } from './code-points.decorator.js';
import { ANY_TEXT, NOT_BLANK } from './text.patterns.js';

export type JsonSchema = Record<string, unknown>;
type RuleSchema = (constraints: readonly unknown[]) => JsonSchema;

/** The JSON Schema of each class-validator decorator, by the name of the decorator in its metadata. */
export type RuleSchemas = ReadonlyMap<string, RuleSchema>;

/** For the compiled check of bodies. */
export const CHECKED_RULES: RuleSchemas = new Map<string, RuleSchema>([
  ['isString', () => ({ type: 'string' })],
  ['isBoolean', () => ({ type: 'boolean' })],
  ['isInt', () => ({ type: 'integer' })],
  ['isNumber', () => ({ type: 'number' })],
  ['isArray', () => ({ type: 'array' })],
  ['isObject', () => ({ type: 'object' })],
  ['isIn', ([values]) => ({ enum: [...(values as readonly unknown[])] })],
  ['isPositive', () => ({ exclusiveMinimum: 0 })],
  ['min', ([minimum]) => ({ minimum })],
  ['max', ([maximum]) => ({ maximum })],
  ['arrayMinSize', ([minItems]) => ({ minItems })],
  ['arrayMaxSize', ([maxItems]) => ({ maxItems })],
  ['matches', ([pattern]) => ({ type: 'string', pattern: (pattern as RegExp).source })],
  [CODE_POINTS, ([bounds]) => ({ type: 'string', [CODE_POINTS]: bounds })],
]);

/** For the OpenAPI document, which knows only the keywords of JSON Schema and wants a type beside every enum. */
export const DOCUMENTED_RULES: RuleSchemas = new Map<string, RuleSchema>([
  ...CHECKED_RULES,
  ['isIn', ([values]) => enumSchema(values as readonly unknown[])],
  [CODE_POINTS, ([bounds]) => textSchema(bounds as TextBounds)],
]);

function enumSchema(values: readonly unknown[]): JsonSchema {
  return { type: typeof values[0], enum: [...values] };
}

/** No text of a request may hold NUL, see `i-json.ts`. */
function textSchema({ min, max, trimmed }: TextBounds): JsonSchema {
  const pattern = trimmed ? NOT_BLANK : ANY_TEXT;
  return { type: 'string', pattern, ...(min > 0 && { minLength: min }), maxLength: max };
}
