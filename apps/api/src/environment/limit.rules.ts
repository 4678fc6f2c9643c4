import { keyStoreOf } from '@app/access';
import { usesRedis } from '@app/cache';
import type { Environment } from './environment.js';

/** Warns of settings of limits that are valid and perhaps not meant. */
export function limitWarnings(environment: Environment): string[] {
  const { KEY_LIMITS, TENANT_LIMITS, API_WORKERS } = environment;
  const areShared = usesRedis(environment) || keyStoreOf(environment) === 'redis';
  if (API_WORKERS <= 1 || areShared || !(KEY_LIMITS || TENANT_LIMITS)) return [];
  const variable = KEY_LIMITS ? 'KEY_LIMITS' : 'TENANT_LIMITS';
  return [
    `${variable}: each of the ${API_WORKERS} workers counts for itself, so that up to ${API_WORKERS} times as much is let through. Redis counts for all of them.`,
  ];
}
