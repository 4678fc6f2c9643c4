import type { ErrorCode } from '@app/core';
import { getSchemaPath } from '@nestjs/swagger';
import { isDropInPath } from '../wire/drop-in.routes.js';
import { ERROR_CODES_KEY } from '../problems/api-problems.decorator.js';
import { PROBLEMS } from '../problems/problem.table.js';
import { addBrokenRequests } from './broken-request.responses.js';
import { type ErrorShape, wireNamesOf } from './error.shapes.js';
import type { Operation } from './operations.js';
import { WIRE_ERROR_SCHEMAS } from './wire-error.schemas.js';

/** Turns the codes of an operation into its error responses, one per status, with an example of each code. */
export function addErrorResponses(operation: Operation, shape: ErrorShape): void {
  const { responses, [ERROR_CODES_KEY]: codes = [] } = operation.documented;
  for (const [status, those] of byStatus(codes)) {
    responses[status] = {
      description: those.map((code) => `\`${code}\`: ${PROBLEMS[code].title}.`).join(' '),
      content: { [shape.mediaType]: shape.content(those) },
    };
  }
  if (isDropInPath(operation.path)) addProviderErrors(operation);
  addBrokenRequests(operation);
}

function byStatus(codes: readonly ErrorCode[]): Map<number, ErrorCode[]> {
  const grouped = new Map<number, ErrorCode[]>();
  for (const code of codes) {
    const { status } = PROBLEMS[code];
    grouped.set(status, [...(grouped.get(status) ?? []), code]);
  }
  return grouped;
}

/** The provider's response is forwarded unchanged, whatever its status. */
function addProviderErrors({ path, documented: { responses } }: Operation): void {
  const anyOf = wireNamesOf(path).map((name) => ({ $ref: getSchemaPath(WIRE_ERROR_SCHEMAS[name].name) }));
  for (const status of ['400', '408', '4XX', '5XX'])
    responses[status] ??= {
      description: "The provider's own error, as it came.",
      content: { 'application/json': { schema: { anyOf } } },
    };
}
