import type { Type } from '@nestjs/common';
import { nestedContractOf } from './nested.decorator.js';
import { fieldPath } from './field-path.js';
import { fieldsOf } from './rules.js';

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
    const note = (path: string) => unknown.push(fieldPath(name, path));
    if (known.has(name)) instance[name] = typedMember(nestedContractOf(contract, name), value, note);
    else note('');
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
