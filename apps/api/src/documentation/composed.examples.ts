import type { MediaTypeObject, OpenAPIObject, SchemaObject } from '@nestjs/swagger';
import { type Operation, operationsOf, responsesOf } from './operations.js';
import { type AnySchema, partsOf, resolved, type Schemas } from './schema.parts.js';

/** Adds an example to every body without one, composed of the examples of its members. */
export function addExamples(document: OpenAPIObject): void {
  const schemas = document.components?.schemas ?? {};
  for (const content of operationsOf(document).flatMap(bodiesOf)) addExample(content, schemas);
}

function bodiesOf(operation: Operation): MediaTypeObject[] {
  const { requestBody } = operation.documented;
  const sent = requestBody && !('$ref' in requestBody) ? requestBody.content : {};
  const returned = responsesOf(operation).map(([, { content }]) => content);
  return [sent, ...returned].flatMap((content) => Object.values(content ?? {}));
}

function addExample(content: MediaTypeObject, schemas: Schemas): void {
  if (content.example !== undefined || content.examples || !content.schema) return;
  const example = exampleOf(content.schema, schemas);
  if (example !== undefined) content.example = example;
}

/** `undefined` = the schema has no example. */
function exampleOf(anySchema: AnySchema, schemas: Schemas): unknown {
  const schema = resolved(anySchema, schemas);
  const given = givenExample(schema);
  if (given !== undefined) return given;
  if (schema.properties) return exampleOfMembers(schema.properties, schemas);
  const [first] = partsOf(schema);
  const inner = first && exampleOf(first, schemas);
  return schema.items ? [inner] : inner;
}

function givenExample({ example, default: usual, enum: values }: SchemaObject): unknown {
  if (example !== undefined) return example as unknown;
  return (usual as unknown) ?? values?.[0];
}

function exampleOfMembers(properties: NonNullable<SchemaObject['properties']>, schemas: Schemas): object {
  return Object.fromEntries(
    Object.entries(properties)
      .map(([name, member]) => [name, exampleOf(member, schemas)] as const)
      .filter(([, example]) => example !== undefined),
  );
}
