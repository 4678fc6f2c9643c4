import { keyServerOf, keyStoreOf } from '@app/access';
import { chosenStores, serversOf } from '@app/cache';
import type { Environment } from './environment.js';
import type { EnvironmentProblem } from './environment.error.js';

/** In production there must be a way to get a key. */
export function keyProblems({ NODE_ENV, API_KEYS, KEY_PEPPER }: Environment): EnvironmentProblem[] {
  if (NODE_ENV !== 'production' || API_KEYS || KEY_PEPPER) return [];
  const message =
    'is not set. In production everyone needs a key: list them as tenant:key, comma-separated, or set KEY_PEPPER and make some with "npm run keys".';
  return [{ variable: 'API_KEYS', message }];
}

/** The key store must be one that this process and the other workers can reach. */
export function keyStoreProblems(environment: Environment): EnvironmentProblem[] {
  const server = keyServerOf(environment);
  if (server && !serversOf(environment).has(server))
    return server.problems(environment, environment.NODE_ENV === 'production');
  return keyStoreOf(environment) === 'memory' ? memoryProblems(environment) : [];
}

function memoryProblems({ API_WORKERS, API_KEYS }: Environment): EnvironmentProblem[] {
  const problems: string[] = [];
  if (API_WORKERS > 1)
    problems.push(
      "can't be memory with several workers: each would have keys of its own. Use KEY_STORE=sqlite, or API_WORKERS=1.",
    );
  if (!API_KEYS)
    problems.push(
      "can't be memory without API_KEYS: it starts empty, and nobody could make the first key. Use KEY_STORE=sqlite, or list a key with the scope admin in API_KEYS.",
    );
  return problems.map((message) => ({ variable: 'KEY_STORE', message }));
}

/** Warns of settings of stored keys that are valid and perhaps not meant. */
export function keyWarnings(environment: Environment): string[] {
  const store = keyStoreOf(environment);
  if (store === 'memory') return ['KEY_STORE=memory: stored keys are gone when this process ends.'];
  if (store === 'sqlite' && chosenStores(environment).ENTRY_STORE.server)
    return ['KEY_STORE=sqlite belongs to this replica alone: others do not know its keys. Set it to redis.'];
  return [];
}
