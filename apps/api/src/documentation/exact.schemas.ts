import type { OpenAPIObject } from '@nestjs/swagger';
import { resolved, type Schemas } from './schema.parts.js';

/** Closes the shared schemas: our own bodies have no members but those that are listed. */
export function closeSchemas(document: OpenAPIObject): void {
  const schemas: Schemas = document.components?.schemas ?? {};
  for (const schema of Object.values(schemas).map((each) => resolved(each, schemas))) {
    if (schema.properties) schema.additionalProperties ??= false;
  }
}
