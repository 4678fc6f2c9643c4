import type { ErrorCode } from '@app/core';
import type { OpenAPIObject, OperationObject, PathItemObject, ResponseObject } from '@nestjs/swagger';
import type { ERROR_CODES_KEY } from '../problems/api-problems.decorator.js';

export type DocumentedOperation = OperationObject & { readonly [ERROR_CODES_KEY]?: readonly ErrorCode[] };

/** One operation of a document. */
export interface Operation {
  readonly path: string;
  readonly method: string;
  /** The operation object of the document, which callers may change. */
  readonly documented: DocumentedOperation;
}

const METHODS = ['get', 'head', 'post', 'put', 'patch', 'delete'] as const satisfies (keyof PathItemObject)[];

export function operationsOf({ paths }: OpenAPIObject): Operation[] {
  return Object.entries(paths).flatMap(([path, item]) =>
    METHODS.flatMap((method) => {
      const documented = item[method];
      return documented ? [{ path, method, documented }] : [];
    }),
  );
}

/** The responses that are defined in the operation itself, by status. */
export function responsesOf({ documented }: Operation): [string, ResponseObject][] {
  return Object.entries(documented.responses).filter(
    (pair): pair is [string, ResponseObject] => pair[1] !== undefined && !('$ref' in pair[1]),
  );
}

/** Whether memory may answer: such an operation documents the Cache-Control request header. */
export function usesMemory({ documented }: Operation): boolean {
  const { parameters = [] } = documented;
  return parameters.some((parameter) => 'name' in parameter && parameter.name === 'Cache-Control');
}

export function needsKey({ documented: { security } }: Operation): boolean {
  return security?.length !== 0;
}
