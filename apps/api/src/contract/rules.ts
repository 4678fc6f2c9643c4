import { getMetadataStorage } from 'class-validator';

type Contract = abstract new (...args: never[]) => object;

/** One class-validator decorator on one field. */
export type Rule = ReturnType<ReturnType<typeof getMetadataStorage>['getTargetValidationMetadatas']>[number];

/** Every decorator of a contract. */
export function rulesOf(contract: Contract): Rule[] {
  return getMetadataStorage().getTargetValidationMetadatas(contract, '', false, false);
}

/** Every field that has a rule. */
export function fieldsOf(contract: Contract): ReadonlySet<string> {
  return new Set(rulesOf(contract).map(({ propertyName }) => propertyName));
}
