import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { MediaTypeObject, OpenAPIObject } from '@nestjs/swagger';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { type Operation, operationsOf } from '../src/documentation/operations.js';

/** The API document as a judge of bodies. Its schemas are taken strictly: an unknown keyword is an error. */
export class ApiDocument {
  readonly operations: readonly Operation[];
  private readonly ajv = new Ajv2020({ allErrors: true, allowUnionTypes: true, strictRequired: false });

  constructor(readonly document: OpenAPIObject) {
    this.operations = operationsOf(document);
    this.ajv.addVocabulary(['example', ...Object.keys(document)]);
    this.ajv.addFormat('date', /^\d{4}-\d\d-\d\d$/);
    this.ajv.addFormat('date-time', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/);
    this.ajv.addSchema({ ...document }, 'document', false, false);
  }

  /** As a service in development serves it. */
  static async of(app: NestFastifyApplication): Promise<ApiDocument> {
    const response = await app.inject('/docs-json');
    return new ApiDocument(response.json());
  }

  operation(method: string, path: string): Operation {
    return this.operations.find((one) => one.method === method.toLowerCase() && one.path === path)!;
  }

  /** The schema that lies at a place in the document, such as `components`, `schemas`, `QueryDto`, as a check. */
  schemaAt(place: readonly string[]): ValidateFunction {
    const pointer = place.map((part) => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1')));
    return this.ajv.getSchema(`document#/${pointer.join('/')}`)!;
  }

  /** What is wrong with a value by the schema at a place; empty = nothing. */
  faultsAt(place: readonly string[], value: unknown): string[] {
    const keeps = this.schemaAt(place);
    return keeps(value) ? [] : keeps.errors!.map(({ instancePath, message }) => `${instancePath} ${message}`);
  }
}

/** The JSON request body of an operation, if it has one. */
export function requestBodyOf({ documented: { requestBody } }: Operation): MediaTypeObject | undefined {
  return requestBody && 'content' in requestBody ? requestBody.content['application/json'] : undefined;
}

/** The media type's named examples and its only one. */
export function examplesOf({ example, examples = {} }: MediaTypeObject): unknown[] {
  const named = Object.values(examples).map((one) => ('$ref' in one ? undefined : (one.value as unknown)));
  return example === undefined ? named : [...named, example as unknown];
}
