import { applyDecorators } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { Matches } from 'class-validator';
import { MayBeAbsent } from './may-be-absent.decorator.js';

/** What a namespace may be called. */
export const NAMESPACE = /^[A-Za-z0-9._-]{1,64}$/;
export const NAMESPACE_MESSAGE = 'must be 1 to 64 of A-Z, a-z, 0-9, ".", "_" and "-"';

/** A request's namespace. */
export function Namespace(): PropertyDecorator {
  return applyDecorators(
    ApiPropertyOptional({
      pattern: NAMESPACE.source,
      default: 'default',
      description: 'A wall inside your tenant.',
    }),
    MayBeAbsent(),
    Matches(NAMESPACE, { message: NAMESPACE_MESSAGE }),
  );
}
