import { ValidateIf } from 'class-validator';

/** Shared by all fields, so that the rule can be recognised by its function. */
export const whenPresent = (_body: object, value: unknown): boolean => value !== undefined;

/** The field may be left out. Unlike `@IsOptional()` it refuses `null`. */
export const MayBeAbsent = (): PropertyDecorator => ValidateIf(whenPresent);
