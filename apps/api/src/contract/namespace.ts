import { applyDecorators } from '@nestjs/common';
import { Matches } from 'class-validator';
import { ApiField, type FieldHints } from './api-field.decorator.js';
import { MayBeAbsent } from './may-be-absent.decorator.js';

/** The form of a namespace. */
export const NAMESPACE = /^[A-Za-z0-9._-]{1,64}$/;
export const NAMESPACE_MESSAGE = 'must be 1 to 64 of A-Z, a-z, 0-9, ".", "_" and "-"';

const OF_A_REQUEST: FieldHints = { default: 'default', description: 'A partition inside your tenant.' };

/** An optional namespace. Without hints it is that of a request, which has a default. */
export function Namespace(hints: FieldHints = OF_A_REQUEST): PropertyDecorator {
  return applyDecorators(MayBeAbsent(), Matches(NAMESPACE, { message: NAMESPACE_MESSAGE }), ApiField(hints));
}
