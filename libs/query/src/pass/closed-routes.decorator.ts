import { ValidateBy, type ValidationArguments } from 'class-validator';
import { brokenRouteIn } from './pass-route.js';

/** Validates `PASS_ROUTES`. */
export function IsClosedRouteList(): PropertyDecorator {
  const validate = (value: unknown): boolean =>
    typeof value === 'string' && brokenRouteIn(value) === undefined;
  const defaultMessage = (given?: ValidationArguments): string =>
    `PASS_ROUTES: "${brokenRouteIn(String(given?.value))}" is no route. Write the first segments of a path below /v1, perhaps after a method, e.g. files, DELETE models.`;
  return ValidateBy({ name: 'isClosedRouteList', validator: { validate, defaultMessage } });
}
