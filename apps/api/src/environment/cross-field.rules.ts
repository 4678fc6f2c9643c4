import { remoteStoreProblems } from '@app/cache';
import type { Environment } from './environment.js';
import type { EnvironmentProblem } from './environment.error.js';

/** What can only be judged by looking at several variables. */
export function crossFieldProblems(environment: Environment): EnvironmentProblem[] {
  const mustBeLocked = environment.NODE_ENV === 'production';
  return [...keyProblems(environment), ...remoteStoreProblems(environment, mustBeLocked)];
}

function keyProblems({ NODE_ENV, API_KEYS }: Environment): EnvironmentProblem[] {
  if (NODE_ENV !== 'production' || API_KEYS) return [];
  const message = 'is not set. In production everyone needs a key: list them as tenant:key, comma-separated.';
  return [{ variable: 'API_KEYS', message }];
}
