import { applyDecorators, type Type } from '@nestjs/common';
import { IsObject, ValidateNested } from 'class-validator';

const NESTED = 'ragcache:nested';

interface NestedOptions {
  /** The field is a list of such objects. */
  readonly each?: boolean;
}

/** An object with a contract of its own. */
export function Nested(contract: Type<object>, { each = false }: NestedOptions = {}): PropertyDecorator {
  const message = each ? 'each item must be an object' : 'must be an object';
  return applyDecorators(
    IsObject({ each, message }),
    ValidateNested({ each, message }),
    (target: object, property: string | symbol) => Reflect.defineMetadata(NESTED, contract, target, property),
  );
}

export function nestedContractOf(contract: Type<object>, property: string): Type<object> | undefined {
  return Reflect.getMetadata(NESTED, contract.prototype as object, property) as Type<object> | undefined;
}
