import { isIP } from 'node:net';
import { ValidateBy, type ValidationOptions } from 'class-validator';
import { hostAndPort, isHost, redisUrlProblem } from './remote-stores.addresses.js';

/** Leaves the scheme to another rule. */
export function IsRedisUrl(): PropertyDecorator {
  const problemOf = (value: unknown) =>
    typeof value === 'string' && /^rediss?:\/\//.test(value) ? redisUrlProblem(value) : undefined;
  return ValidateBy({
    name: 'isRedisUrl',
    validator: {
      validate: (value) => problemOf(value) === undefined,
      defaultMessage: (parts) => problemOf(parts?.value) ?? '',
    },
  });
}

export function IsHostAndPort(options: ValidationOptions): PropertyDecorator {
  const validate = (value: unknown) => typeof value === 'string' && hostAndPort(value) !== undefined;
  return ValidateBy({ name: 'isHostAndPort', validator: { validate } }, options);
}

export function IsServerName(options: ValidationOptions): PropertyDecorator {
  const validate = (value: unknown) => typeof value === 'string' && isIP(value) === 0 && isHost(value);
  return ValidateBy({ name: 'isServerName', validator: { validate } }, options);
}
