import type { Type } from '@nestjs/common';
import { getMetadataStorage } from 'class-validator';
import { nestedContractOf } from './nested.decorator.js';
import { fieldPath } from './field-path.js';

/** A body as instances of its contracts, which class-validator needs, and the members no contract knows. */
export interface TypedBody {
  readonly instance: object;
  /** Dotted paths. */
  readonly unknown: readonly string[];
}

/** Unlike class-transformer it drops nothing: a member called `toString` is a member. */
export function typedBody(contract: Type<object>, body: object): TypedBody {
  const known = fieldsOf(contract);
  const instance = new contract() as Record<string, unknown>;
  const unknown: string[] = [];
  for (const [name, value] of Object.entries(body)) {
    if (!known.has(name)) unknown.push(fieldPath(name, ''));
    else
      instance[name] = typedMember(nestedContractOf(contract, name), value, (path) =>
        unknown.push(fieldPath(name, path)),
      );
  }
  return { instance, unknown };
}

function typedMember(
  contract: Type<object> | undefined,
  value: unknown,
  onUnknown: (path: string) => void,
): unknown {
  if (!contract || typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    return value.map((item, index) =>
      Array.isArray(item)
        ? item
        : typedMember(contract, item, (path) => onUnknown(fieldPath(`${index}`, path))),
    );
  }
  const { instance, unknown } = typedBody(contract, value);
  unknown.forEach(onUnknown);
  return instance;
}

function fieldsOf(contract: Type<object>): ReadonlySet<string> {
  const rules = getMetadataStorage().getTargetValidationMetadatas(contract, '', false, false);
  return new Set(rules.map(({ propertyName }) => propertyName));
}
