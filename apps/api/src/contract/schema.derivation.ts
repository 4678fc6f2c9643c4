import type { Type } from '@nestjs/common';
import { ValidationTypes } from 'class-validator';
import { whenPresent } from './may-be-absent.decorator.js';
import { nestedContractOf } from './nested.decorator.js';
import { RULE_SCHEMAS, type JsonSchema } from './rule-schemas.js';
import { rulesOf, type Rule } from './rules.js';

/**
 * The JSON Schema that accepts what the contract's class-validator decorators accept: unknown members are refused,
 * nothing is coerced. @throws Error when a decorator is unknown here, so that no rule can be lost on the way.
 */
export function schemaOf(contract: Type<object>): JsonSchema {
  const properties: Record<string, JsonSchema> = {};
  const required: string[] = [];
  for (const [name, rules] of rulesByProperty(contract)) {
    properties[name] = propertySchema(contract, name, rules);
    if (!rules.some(isAbsenceRule)) required.push(name);
  }
  return { type: 'object', properties, required, additionalProperties: false };
}

function rulesByProperty(contract: Type<object>): Map<string, Rule[]> {
  const grouped = new Map<string, Rule[]>();
  for (const rule of rulesOf(contract)) {
    grouped.set(rule.propertyName, [...(grouped.get(rule.propertyName) ?? []), rule]);
  }
  return grouped;
}

function propertySchema(contract: Type<object>, name: string, rules: readonly Rule[]): JsonSchema {
  const whole: JsonSchema = {};
  const items: JsonSchema = {};
  for (const rule of rules.filter((candidate) => !isAbsenceRule(candidate))) {
    Object.assign(rule.each ? items : whole, ruleSchema(contract, name, rule));
  }
  return Object.keys(items).length > 0 ? { ...whole, items } : whole;
}

function ruleSchema(contract: Type<object>, property: string, rule: Rule): JsonSchema {
  if (rule.type === ValidationTypes.NESTED_VALIDATION) {
    const nested = nestedContractOf(contract, property);
    if (nested) return schemaOf(nested);
  }
  const schema = RULE_SCHEMAS.get(rule.name ?? '');
  if (schema) return schema(rule.constraints);
  throw new Error(
    `${contract.name}.${property} has the rule ${rule.name ?? rule.type}, which can't be turned into a schema. ` +
      'Add it to rule-schemas.ts, or use a decorator that stands there.',
  );
}

function isAbsenceRule({ type, constraints }: Rule): boolean {
  return type === ValidationTypes.CONDITIONAL_VALIDATION && constraints[0] === whenPresent;
}
