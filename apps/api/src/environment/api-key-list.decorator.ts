import { ValidateBy, type ValidationArguments } from 'class-validator';
import { parseApiKeyList } from './api-key-list.js';

/** Validates `API_KEYS`. The message names the position of an entry, never its text. */
export function IsApiKeyList(): PropertyDecorator {
  const validate = (value: unknown): boolean => problemOf(value) === undefined;
  const defaultMessage = (given?: ValidationArguments): string =>
    `${problemOf(given?.value)}. Write each entry as tenant:key or tenant:key:scope+scope`;
  return ValidateBy({ name: 'isApiKeyList', validator: { validate, defaultMessage } });
}

function problemOf(value: unknown): string | undefined {
  if (typeof value !== 'string') return 'must be text';
  const parsed = parseApiKeyList(value);
  return parsed.ok ? undefined : parsed.problem;
}
