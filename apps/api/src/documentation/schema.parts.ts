import type { ReferenceObject, SchemaObject } from '@nestjs/swagger';

export type AnySchema = SchemaObject | ReferenceObject;
/** A document's shared schemas by name. */
export type Schemas = Readonly<Record<string, AnySchema>>;

/** Follows references to the schema itself. */
export function resolved(schema: AnySchema, schemas: Schemas): SchemaObject {
  if (!('$ref' in schema)) return schema;
  return resolved(schemas[schema.$ref.split('/').at(-1)!]!, schemas);
}

/** The direct parts of a schema. */
export function partsOf({ properties, items, allOf, anyOf, oneOf }: SchemaObject): AnySchema[] {
  const lists = [Object.values(properties ?? {}), items ?? [], allOf ?? [], anyOf ?? [], oneOf ?? []];
  return lists.flat();
}
