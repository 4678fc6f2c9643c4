import type { Type } from '@nestjs/common';
import { nestedContractOf } from './nested.decorator.js';
import { fieldPath } from './field-path.js';
import { fieldsOf, mostItems } from './rules.js';

/** A body as instances of its contracts, which class-validator needs, and the members no contract knows. */
export interface TypedBody {
  readonly instance: object;
  /** Dotted paths; no more than `MOST_ERRORS`. */
  readonly unknown: readonly string[];
}

/** Enough to mend a body by; a body of rubbish could have hundreds of thousands. */
export const MOST_ERRORS = 32;

/** Unlike class-transformer it drops nothing: a member called `toString` is a member. */
export function typedBody(contract: Type<object>, body: object): TypedBody {
  const known = fieldsOf(contract);
  const instance = new contract() as Record<string, unknown>;
  const unknown = strangersIn(body, known);
  for (const name of known) {
    if (!Object.hasOwn(body, name)) continue;
    const note = (path: string) => unknown.length < MOST_ERRORS && unknown.push(fieldPath(name, path));
    const bounded = withoutExcess((body as Record<string, unknown>)[name], mostItems(contract, name));
    instance[name] = typedMember(nestedContractOf(contract, name), bounded, note);
  }
  return { instance, unknown };
}

/** The first members that no contract knows; there may be far more, and nobody reads them. */
function strangersIn(body: object, known: ReadonlySet<string>): string[] {
  const found: string[] = [];
  for (const name in body) {
    if (found.length === MOST_ERRORS) break;
    if (!known.has(name)) found.push(fieldPath(name, ''));
  }
  return found;
}

/** Holes instead of the items of a list that is too long: class-validator sees its length and walks over nothing. */
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
      // No list belongs there, and an empty one is refused like any other.
      Array.isArray(item)
        ? []
        : typedMember(contract, item, (path) => onUnknown(fieldPath(`${index}`, path))),
    );
  }
  const { instance, unknown } = typedBody(contract, value);
  unknown.forEach(onUnknown);
  return instance;
}
