import { ValidateIf } from 'class-validator';

/** One function for all fields, so the rule can be recognised by it. */
export const whenPresent = (_body: object, value: unknown): boolean => value !== undefined;

/** The field may be left out. Unlike `@IsOptional()` it refuses `null`. */
export const MayBeAbsent = (): PropertyDecorator => ValidateIf(whenPresent);
