import { CODE_POINTS } from './code-points.decorator.js';

export type JsonSchema = Record<string, unknown>;
type RuleSchema = (constraints: readonly unknown[]) => JsonSchema;

/** What each class-validator decorator means as JSON Schema, by the decorator's name in its metadata. */
export const RULE_SCHEMAS: ReadonlyMap<string, RuleSchema> = new Map<string, RuleSchema>([
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
