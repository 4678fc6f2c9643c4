import { ValidateBy, type ValidationOptions } from 'class-validator';

/** Scheme, host and port exactly as a browser sends them: nothing that could match more than one origin. */
export function IsWebOrigin(options?: ValidationOptions): PropertyDecorator {
  const validate = (value: unknown): boolean => typeof value === 'string' && isOrigin(value);
  const defaultMessage = (): string =>
    'each origin must be written exactly as a browser sends it, such as https://app.example.com';
  return ValidateBy({ name: 'isWebOrigin', validator: { validate, defaultMessage } }, options);
}

function isOrigin(text: string): boolean {
  return /^https?:\/\//.test(text) && URL.canParse(text) && new URL(text).origin === text;
}
