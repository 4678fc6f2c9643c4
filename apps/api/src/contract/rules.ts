import { ARRAY_MAX_SIZE, getMetadataStorage } from 'class-validator';

type Contract = abstract new (...args: never[]) => object;

/** One class-validator decorator on one field. */
export type Rule = ReturnType<ReturnType<typeof getMetadataStorage>['getTargetValidationMetadatas']>[number];

/** Every decorator of a contract. */
export function rulesOf(contract: Contract): Rule[] {
  return getMetadataStorage().getTargetValidationMetadatas(contract, '', false, false);
}

/** The most items of a list in this field: 0 where a list is not allowed, `Infinity` where no rule limits it. */
export function maxItems(contract: Contract, field: string): number {
  const rules = rulesOf(contract).filter(({ propertyName }) => propertyName === field);
  const limit = rules.find(({ name }) => name === ARRAY_MAX_SIZE);
  if (limit) return limit.constraints[0] as number;
  return rules.some(({ each }) => each) ? Infinity : 0;
}

/** Every field that has a rule. */
export function fieldsOf(contract: Contract): ReadonlySet<string> {
  return new Set(rulesOf(contract).map(({ propertyName }) => propertyName));
}
