import { STATUS_CODES } from 'node:http';
import { getSchemaPath, type ReferenceObject, type ResponseObject } from '@nestjs/swagger';
import type { Operation } from './operations.js';
import { BareProblemBody } from '../problems/problem.response.js';

/** Documents Node's own responses to bytes that are not HTTP. They come before routing, so they are the same for all routes. */
export function addBrokenRequests({ documented: { responses } }: Operation): void {
  responses['400'] = orBroken(responses['400'] as ResponseObject | undefined, BROKEN_REQUESTS.NotHttp);
  responses['408'] = orBroken(responses['408'] as ResponseObject | undefined, BROKEN_REQUESTS.RequestTimeout);
  responses['431'] = BROKEN_REQUESTS.HeadersTooLarge.reference;
}

interface BrokenRequest {
  readonly reference: ReferenceObject;
  readonly response: ResponseObject;
}

const PROBLEM = 'application/problem+json';

/** Combines a response of the route with that of a broken request. */
function orBroken(
  known: ResponseObject | undefined,
  { reference, response }: BrokenRequest,
): ResponseObject | ReferenceObject {
  if (!known) return reference;
  const problems = known.content?.[PROBLEM];
  const { schema } = response.content![PROBLEM]!;
  const both = problems && { ...problems, schema: { anyOf: [problems.schema!, schema!] } };
  return {
    description: `${known.description} Or: ${response.description}`,
    content: { ...known.content, [PROBLEM]: both ?? { schema } },
  };
}

function brokenRequest(name: string, status: number, description: string): BrokenRequest {
  const example = { type: 'about:blank', title: STATUS_CODES[status], status };
  const schema = { $ref: getSchemaPath(BareProblemBody) };
  return {
    reference: { $ref: `#/components/responses/${name}` },
    response: { description, content: { [PROBLEM]: { schema, example } } },
  };
}

const BROKEN_REQUESTS = {
  NotHttp: brokenRequest('NotHttp', 400, 'The request is not HTTP.'),
  RequestTimeout: brokenRequest('RequestTimeout', 408, 'The request took longer than 30 seconds to arrive.'),
  HeadersTooLarge: brokenRequest('HeadersTooLarge', 431, 'The headers are larger than 16 KiB.'),
};

/** Responses that operations refer to. */
export const BROKEN_REQUEST_RESPONSES: Readonly<Record<string, ResponseObject>> = Object.fromEntries(
  Object.entries(BROKEN_REQUESTS).map(([name, { response }]) => [name, response]),
);
