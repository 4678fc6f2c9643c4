import type { Type } from '@nestjs/common';
import { nestedContractOf } from './nested.decorator.js';
import { fieldPath } from './field-path.js';
import { fieldsOf, maxItems } from './rules.js';

/** A body as instances of its contracts, which class-validator needs, and its unknown members. */
export interface TypedBody {
  readonly instance: object;
  /** Dotted paths, at most `MAX_ERRORS`. */
  readonly unknown: readonly string[];
}

/** The most errors of one response. A malformed body could have hundreds of thousands. */
export const MAX_ERRORS = 32;

/** Unlike class-transformer, it keeps every member, such as one called `toString`. */
export function typedBody(contract: Type<object>, body: object): TypedBody {
  const known = fieldsOf(contract);
  const instance = new contract() as Record<string, unknown>;
  const unknown = strangersIn(body, known);
  for (const name of known) {
    if (!Object.hasOwn(body, name)) continue;
    const note = (path: string) => unknown.length < MAX_ERRORS && unknown.push(fieldPath(name, path));
    const bounded = withoutExcess((body as Record<string, unknown>)[name], maxItems(contract, name));
    instance[name] = typedMember(nestedContractOf(contract, name), bounded, note);
  }
  return { instance, unknown };
}

/** The first unknown members. There may be far more, which nobody reads. */
function strangersIn(body: object, known: ReadonlySet<string>): string[] {
  const found: string[] = [];
  for (const name in body) {
    if (found.length === MAX_ERRORS) break;
    if (!known.has(name)) found.push(fieldPath(name, ''));
  }
  return found;
}

/** Replaces the items of a list that is too long by holes. class-validator sees the length, and visits no item. */
function withoutExcess(value: unknown, most: number): unknown {
  return Array.isArray(value) && value.length > most ? new Array(most + 1) : value;
}

function typedMember(
  contract: Type<object> | undefined,
  value: unknown,
  onUnknown: (path: string) => void,
): unknown {
  if (!contract || typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    return value.map((item, index) =>
      // A list is not allowed here, and an empty one is refused like any other.
      Array.isArray(item)
        ? []
        : typedMember(contract, item, (path) => onUnknown(fieldPath(`${index}`, path))),
    );
  }
  const { instance, unknown } = typedBody(contract, value);
  unknown.forEach(onUnknown);
  return instance;
}
