import type { FieldError } from '@app/core';
import type { Type } from '@nestjs/common';
import { validateSync, type ValidationError } from 'class-validator';
import { fieldPath } from './field-path.js';
import { fieldsOf } from './rules.js';
import { MAX_ERRORS, typedBody } from './typed-body.js';

const UNKNOWN_FIELD = 'is not a known field: leave it out';

/**
 * The violations of a contract, one message per field, at most `MAX_ERRORS`. Empty = the body is valid.
 * @param unknownMessage for each unknown member.
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
  // class-validator throws for a class without rules.
  const faults = fieldsOf(contract).size === 0 ? [] : validateSync(instance);
  return [...strangers, ...faults.flatMap(fieldErrors)].slice(0, MAX_ERRORS);
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
