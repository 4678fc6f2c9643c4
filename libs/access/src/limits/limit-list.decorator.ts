import { ValidateBy, type ValidationArguments } from 'class-validator';
import { limitListProblem } from './limit-list.js';

/** Validates `KEY_LIMITS` and `TENANT_LIMITS`, whose form .env.example describes. */
export function IsLimitList(): PropertyDecorator {
  const validate = (value: unknown): boolean => problemOf(value) === undefined;
  const defaultMessage = (given?: ValidationArguments): string =>
    `${problemOf(given?.value)}. Write limit=number;limit=number, or tenant:limit=number for one tenant, comma-separated`;
  return ValidateBy({ name: 'isLimitList', validator: { validate, defaultMessage } });
}

function problemOf(value: unknown): string | undefined {
  return typeof value === 'string' ? limitListProblem(value) : 'must be text';
}
