import type { ReferenceObject, SchemaObject } from '@nestjs/swagger';

export type AnySchema = SchemaObject | ReferenceObject;
/** A document's shared schemas by name. */
export type Schemas = Readonly<Record<string, AnySchema>>;

/** The schema itself, or the one that it refers to. */
export function resolved(schema: AnySchema, schemas: Schemas): SchemaObject {
  if (!('$ref' in schema)) return schema;
  return resolved(schemas[schema.$ref.split('/').at(-1)!]!, schemas);
}

/** The schemas that a schema is made of. */
export function partsOf({ properties, items, allOf, anyOf, oneOf }: SchemaObject): AnySchema[] {
  const lists = [Object.values(properties ?? {}), items ?? [], allOf ?? [], anyOf ?? [], oneOf ?? []];
  return lists.flat();
}
