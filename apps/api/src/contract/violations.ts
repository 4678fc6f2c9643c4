import type { FieldError } from '@app/core';
import type { Type } from '@nestjs/common';
import { validateSync, type ValidationError } from 'class-validator';
import { fieldPath } from './field-path.js';
import { fieldsOf } from './rules.js';
import { MOST_ERRORS, typedBody } from './typed-body.js';

const UNKNOWN_FIELD = 'is not a known field: leave it out';

/**
 * What class-validator has against a body, one message per field, `MOST_ERRORS` at most; empty = nothing.
 * @param unknownMessage for each member that the contract does not know.
 */
export function violationsOf(
  contract: Type<object>,
  body: unknown,
  unknownMessage = UNKNOWN_FIELD,
): FieldError[] {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    return [{ path: '', message: 'the body must be a JSON object' }];
  }
  const { instance, unknown } = typedBody(contract, body);
  const strangers = unknown.map((path) => ({ path, message: unknownMessage }));
  // class-validator refuses to look at a class without rules.
  const faults = fieldsOf(contract).size === 0 ? [] : validateSync(instance);
  return [...strangers, ...faults.flatMap(fieldErrors)].slice(0, MOST_ERRORS);
}

function fieldErrors({ property, ...error }: ValidationError): FieldError[] {
  const own = error.constraints ? [{ path: '', message: messageOf(property, error) }] : [];
  const inner = (error.children ?? []).flatMap(fieldErrors);
  return [...own, ...inner].map(({ path, message }) => ({ path: fieldPath(property, path), message }));
}

function messageOf(property: string, { constraints = {}, value }: Omit<ValidationError, 'property'>): string {
  const messages = Object.values(constraints).map((message) => message.replaceAll(`${property} `, ''));
  const text = [...new Set(messages.reverse())].join('; ');
  return value === undefined ? `is missing: it ${text}` : text;
}
