import type { Type } from '@nestjs/common';
import { ValidationTypes } from 'class-validator';
import { whenPresent } from './may-be-absent.decorator.js';
import { nestedContractOf } from './nested.decorator.js';
import { CHECKED_RULES, type JsonSchema, type RuleSchemas } from './rule-schemas.js';
import { rulesOf, type Rule } from './rules.js';

/** One field of a contract and its class-validator decorators. */
export interface Field {
  readonly contract: Type<object>;
  readonly name: string;
  readonly rules: readonly Rule[];
}

/**
 * The JSON Schema that accepts the same bodies as the contract's class-validator decorators. Unknown members are refused, and nothing
 * is coerced. @throws Error for a decorator that `rule-schemas.ts` does not list, so that no rule can get lost.
 */
export function schemaOf(contract: Type<object>): JsonSchema {
  const properties: Record<string, JsonSchema> = {};
  const required: string[] = [];
  for (const [name, rules] of rulesByField(contract)) {
    const field = { contract, name, rules };
    properties[name] = fieldSchema(field, CHECKED_RULES);
    if (isRequired(field)) required.push(name);
  }
  return { type: 'object', properties, required, additionalProperties: false };
}

/** The schema of one field. @throws Error for a decorator that the table does not list. */
export function fieldSchema(field: Field, table: RuleSchemas): JsonSchema {
  const whole: JsonSchema = {};
  const items: JsonSchema = {};
  for (const rule of field.rules.filter((candidate) => !isAbsenceRule(candidate))) {
    Object.assign(rule.each ? items : whole, ruleSchema(field, rule, table));
  }
  return Object.keys(items).length > 0 ? { ...whole, items } : whole;
}

export function isRequired({ rules }: Field): boolean {
  return !rules.some(isAbsenceRule);
}

function rulesByField(contract: Type<object>): Map<string, Rule[]> {
  const grouped = new Map<string, Rule[]>();
  for (const rule of rulesOf(contract)) {
    grouped.set(rule.propertyName, [...(grouped.get(rule.propertyName) ?? []), rule]);
  }
  return grouped;
}

function ruleSchema({ contract, name }: Field, rule: Rule, table: RuleSchemas): JsonSchema {
  if (rule.type === ValidationTypes.NESTED_VALIDATION) {
    const nested = nestedContractOf(contract, name);
    if (nested) return schemaOf(nested);
  }
  const schema = table.get(rule.name ?? '');
  if (schema) return schema(rule.constraints);
  throw new Error(
    `${contract.name}.${name} has the rule ${rule.name ?? rule.type}, which can't be turned into a schema. ` +
      'Add it to rule-schemas.ts, or use a decorator that stands there.',
  );
}

function isAbsenceRule({ type, constraints }: Rule): boolean {
  return type === ValidationTypes.CONDITIONAL_VALIDATION && constraints[0] === whenPresent;
}
