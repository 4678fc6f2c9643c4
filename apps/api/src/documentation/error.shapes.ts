import type { ErrorCode } from '@app/core';
import type { WireFormats, WireName } from '@app/llm';
import { type ExamplesObject, getSchemaPath, type MediaTypeObject } from '@nestjs/swagger';
import { formatOf, isDropInPath } from '../wire/drop-in.routes.js';
import { problemOf } from '../problems/problem.js';
import { PROBLEMS } from '../problems/problem.table.js';
import { EXAMPLE_REQUEST_ID, exampleError } from './problem.examples.js';
import { ProblemBody } from '../problems/problem.response.js';
import { WIRE_ERROR_SCHEMAS } from './wire-error.schemas.js';

/** The error responses of a route: their media type, their schema and an example of each error. */
export interface ErrorShape {
  readonly mediaType: string;
  content(codes: readonly ErrorCode[]): MediaTypeObject;
}

/** The error shape of a path: problems, or the format of the providers that it speaks. */
export function errorShapeOf(path: string, formats: WireFormats): ErrorShape {
  return isDropInPath(path) ? wireShape(wireNamesOf(path), formats) : PROBLEM_SHAPE;
}

/** The wire formats of a path. A path may have several, and a header chooses. */
export function wireNamesOf(path: string): WireName[] {
  const route = { url: path, routeOptions: { url: path } };
  const withHeaders = [{}, { 'anthropic-version': '2023-06-01' }];
  return [...new Set(withHeaders.map((headers) => formatOf({ ...route, headers })))];
}

const PROBLEM_SHAPE: ErrorShape = {
  mediaType: 'application/problem+json',
  content: (codes) => ({
    schema: { $ref: getSchemaPath(ProblemBody) },
    examples: examplesOf(codes, (code) => problemOf(exampleError(code), EXAMPLE_REQUEST_ID)),
  }),
};

function wireShape(names: readonly WireName[], formats: WireFormats): ErrorShape {
  const schemas = names.map((name) => ({ $ref: getSchemaPath(WIRE_ERROR_SCHEMAS[name].name) }));
  const worded = (name: WireName, codes: readonly ErrorCode[]): ExamplesObject =>
    examplesOf(
      codes,
      (code) => formats[name].error(exampleError(code), PROBLEMS[code].status, EXAMPLE_REQUEST_ID),
      name === names[0] ? '' : `-${name}`,
    );
  return {
    mediaType: 'application/json',
    content: (codes) => ({
      schema: schemas.length === 1 ? schemas[0] : { anyOf: schemas },
      examples: Object.assign({}, ...names.map((name) => worded(name, codes))) as ExamplesObject,
    }),
  };
}

function examplesOf(
  codes: readonly ErrorCode[],
  value: (code: ErrorCode) => object,
  suffix = '',
): ExamplesObject {
  return Object.fromEntries(
    // JSON leaves out members that are undefined, as in the real response.
    codes.map((code) => [
      `${code}${suffix}`,
      { summary: PROBLEMS[code].title, value: JSON.parse(JSON.stringify(value(code))) as unknown },
    ]),
  );
}
