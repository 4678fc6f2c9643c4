import type { SchemaObject } from '@nestjs/swagger';
import * as fc from 'fast-check';
import { type AnySchema, resolved, type Schemas } from '../src/documentation/schema.parts.js';

/**
 * Values that a schema of the API document describes. Of `allOf` only the first part shapes them: filter what the others refuse.
 * @param schemas those that it refers to.
 */
export function arbitraryOf(anySchema: AnySchema, schemas: Schemas): fc.Arbitrary<unknown> {
  const schema = resolved(anySchema, schemas);
  if (schema.allOf) return arbitraryOf(schema.allOf[0]!, schemas);
  if (schema.enum) return fc.constantFrom(...(schema.enum as unknown[]));
  return (ARBITRARIES[String(schema.type)] ?? objects)(schema, schemas);
}

type Arbitrary = (schema: SchemaObject, schemas: Schemas) => fc.Arbitrary<unknown>;

const ARBITRARIES: Readonly<Record<string, Arbitrary>> = {
  string: texts,
  integer: ({ minimum: min, maximum: max }) => fc.integer({ min, max }),
  number: ({ minimum: min, maximum: max }) => fc.double({ min, max, noNaN: true }),
  boolean: () => fc.boolean(),
  array: ({ items, minItems: minLength, maxItems = 3 }, schemas) =>
    fc.array(arbitraryOf(items!, schemas), { minLength, maxLength: Math.min(maxItems, 17) }),
};

function texts({ pattern, minLength = 0, maxLength = Infinity }: SchemaObject): fc.Arbitrary<string> {
  const free = fc.string({ minLength, maxLength: Math.min(maxLength, 300), unit: 'binary' });
  if (!pattern) return free;
  const fits = new RegExp(pattern, 'u');
  return fc.oneof(free, fc.stringMatching(fits)).filter((text) => {
    const { length } = [...text];
    return fits.test(text) && length >= minLength && length <= maxLength;
  });
}

function objects({ properties = {}, required = [] }: SchemaObject, schemas: Schemas): fc.Arbitrary<object> {
  const members = Object.entries(properties).map(([name, schema]) => [name, arbitraryOf(schema, schemas)]);
  return fc.record(Object.fromEntries(members) as Record<string, fc.Arbitrary<unknown>>, {
    requiredKeys: required,
  });
}

/** What members are tried with that want something else. */
const ODD: readonly unknown[] = [
  ...[null, true, 0, -1, 1.5, 3e9, '', ' ', '1', 'true', 'a\0b', 'x'.repeat(70), 'x'.repeat(100_001)],
  ...[[], [[]], [null], Array(51).fill({ id: 'a', text: '' }), {}, { cache: {} }],
];

/** The same body with one member replaced, added or left out, at any depth. */
export function spoiled(body: unknown): fc.Arbitrary<unknown> {
  if (typeof body !== 'object' || body === null) return fc.constantFrom(...ODD);
  const names = Object.keys(body);
  const inner = names.map((name) =>
    spoiled((body as Record<string, unknown>)[name]).map((value) => withMember(body, name, value)),
  );
  const here = names.flatMap((name) => [
    fc.constant(withMember(body, name, undefined)),
    fc.constantFrom(...ODD).map((value) => withMember(body, name, value)),
  ]);
  const stranger = fc.constantFrom('extra', '__proto', 'Query', 'toString');
  return fc.oneof(
    stranger.map((name) =>
      Array.isArray(body) ? [...(body as unknown[]), name] : withMember(body, name, 1),
    ),
    ...here,
    ...inner,
  );
}

function withMember(body: object, name: string, value: unknown): unknown {
  if (!Array.isArray(body)) return { ...body, [name]: value };
  return (body as unknown[]).flatMap((item, at) =>
    String(at) !== name ? [item] : value === undefined ? [] : [value],
  );
}
