import type { OpenAPIObject, SchemaObject } from '@nestjs/swagger';
import { ANY_TEXT } from '../contract/text.patterns.js';
import { isDropInPath } from '../wire/drop-in.routes.js';
import { type Operation, operationsOf } from './operations.js';
import { type AnySchema, partsOf, resolved, type Schemas } from './schema.parts.js';

/** Says what holds for all bodies: our own have no members but those that are listed, and no text of a request holds NUL. */
export function makeExact(document: OpenAPIObject): void {
  const schemas: Schemas = document.components?.schemas ?? {};
  for (const schema of Object.values(schemas)) close(resolved(schema, schemas));
  const bodies = operationsOf(document).flatMap(ownRequestBodies);
  for (const schema of bodies) forbidNul(schema, schemas);
}

function close(schema: SchemaObject): void {
  if (schema.properties) schema.additionalProperties ??= false;
}

function ownRequestBodies({ path, documented: { requestBody } }: Operation): AnySchema[] {
  if (!requestBody || '$ref' in requestBody || isDropInPath(path)) return [];
  return Object.values(requestBody.content).flatMap(({ schema }) => schema ?? []);
}

function forbidNul(anySchema: AnySchema, schemas: Schemas): void {
  const schema = resolved(anySchema, schemas);
  if (isFreeText(schema)) schema.pattern = ANY_TEXT;
  for (const part of partsOf(schema)) forbidNul(part, schemas);
}

function isFreeText({ type, enum: values, format, pattern }: SchemaObject): boolean {
  return type === 'string' && !values && !format && !pattern;
}
