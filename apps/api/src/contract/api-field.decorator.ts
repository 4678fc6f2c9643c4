import type { Type } from '@nestjs/common';
import {
  ApiProperty,
  ApiPropertyOptional,
  type ApiPropertyOptions,
  type SchemaObject,
} from '@nestjs/swagger';
import { IS_OBJECT, ValidationTypes } from 'class-validator';
import { nestedContractOf } from './nested.decorator.js';
import { DOCUMENTED_RULES, type JsonSchema } from './rule-schemas.js';
import { type Rule, rulesOf } from './rules.js';
import { type Field, fieldSchema, isRequired } from './schema.derivation.js';

/** The parts of a field's documentation that its rules can't say. A `format` takes the place of the pattern that checks it. */
export type FieldHints = Pick<SchemaObject, 'example' | 'description' | 'default' | 'format'>;

/**
 * Documents a field of a request. Its type, bounds, pattern, values and whether it is required come from its class-validator
 * decorators, which must stand below this one:
 *
 * ```ts
 * @ApiField({ example: 512 })
 * @MayBeAbsent()
 * @IsInt()
 * @Min(1)
 * max_tokens?: number;
 * ```
 * `applyDecorators` runs its decorators from first to last: there this one comes last.
 * @throws Error at import when no class-validator decorator stands below.
 */
export function ApiField(hints: FieldHints = {}): PropertyDecorator {
  return (target, property) => {
    const field = fieldOf(target.constructor as Type<object>, String(property));
    const options = documentationOf(field, hints);
    const document = isRequired(field) ? ApiProperty(options) : ApiPropertyOptional(options);
    document(target, property);
  };
}

/** The schema of one field in the document, for a header that has the same values. */
export function documentedSchema(contract: Type<object>, name: string): SchemaObject {
  return fieldSchema(fieldOf(contract, name), DOCUMENTED_RULES);
}

function fieldOf(contract: Type<object>, name: string): Field {
  const rules = rulesOf(contract).filter(({ propertyName }) => propertyName === name);
  if (rules.length > 0) return { contract, name, rules };
  throw new Error(
    `${contract.name}.${name} has no rules to document. Write @ApiField above its class-validator decorators.`,
  );
}

function documentationOf(field: Field, hints: FieldHints): ApiPropertyOptions {
  const nested = nestedContractOf(field.contract, field.name);
  const schema = nested ? referenceTo(nested, field) : fieldSchema(field, DOCUMENTED_RULES);
  if (hints.format !== undefined) delete schema.pattern;
  return { ...schema, ...hints };
}

/** A contract inside a contract is a schema of its own, which the document refers to. */
function referenceTo(nested: Type<object>, field: Field): JsonSchema {
  const rules = field.rules.filter((rule) => !isAboutNested(rule));
  const isList = field.rules.some(({ each }) => each);
  return { ...fieldSchema({ ...field, rules }, DOCUMENTED_RULES), type: isList ? [nested] : nested };
}

/** One of the two decorators of `@Nested`. */
function isAboutNested({ type, name }: Rule): boolean {
  return type === ValidationTypes.NESTED_VALIDATION || name === IS_OBJECT;
}
