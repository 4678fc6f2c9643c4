import { WIRE_NAMES, type WireFormats } from '@app/llm';
import type { ComponentsObject, OpenAPIObject } from '@nestjs/swagger';
import { BROKEN_REQUEST_RESPONSES } from './broken-request.responses.js';
import { addExamples } from './composed.examples.js';
import { addErrorResponses } from './error.responses.js';
import { errorShapeOf } from './error.shapes.js';
import { addHeadOperations } from './head.operations.js';
import { operationsOf } from './operations.js';
import { addResponseHeaders, HEADER_COMPONENTS } from './response-headers.js';
import { resolved, type Schemas } from './schema.parts.js';
import { WIRE_ERROR_SCHEMAS } from './wire-error.schemas.js';

/** Adds the parts that are the same for all routes: errors, headers, HEAD, examples, and schemas without further members. */
export function completeDocument(document: OpenAPIObject, formats: WireFormats): OpenAPIObject {
  addHeadOperations(document);
  for (const operation of operationsOf(document)) {
    addErrorResponses(operation, errorShapeOf(operation.path, formats));
    addResponseHeaders(operation);
  }
  document.components = withShared(document.components ?? {});
  closeSchemas(document);
  addExamples(document);
  return document;
}

function withShared(components: ComponentsObject): ComponentsObject {
  const wireErrors = WIRE_NAMES.map((name) => WIRE_ERROR_SCHEMAS[name]);
  const schemas = Object.fromEntries(wireErrors.map(({ name, schema }) => [name, schema]));
  return {
    ...components,
    headers: { ...HEADER_COMPONENTS },
    responses: { ...BROKEN_REQUEST_RESPONSES },
    schemas: { ...components.schemas, ...schemas },
  };
}

/** Closes the shared schemas: our own bodies have no members but those that are listed. */
function closeSchemas(document: OpenAPIObject): void {
  const schemas: Schemas = document.components?.schemas ?? {};
  for (const schema of Object.values(schemas).map((each) => resolved(each, schemas))) {
    if (schema.properties) schema.additionalProperties ??= false;
  }
}
