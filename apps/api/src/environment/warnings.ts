import { keyStoreOf } from '@app/access';
import { chosenStores, entrySecretOf, redisWarnings, usesRedis } from '@app/cache';
import { upstreamTable } from '@app/llm';
import type { Environment } from './environment.js';
import { keyWarnings } from './key.rules.js';
import { vectorWarnings } from './vector.rules.js';

/** Warns of settings that are valid and perhaps not meant: one sentence each, which names the variable. */
export function warningsOf(environment: Environment): string[] {
  const warnings: string[] = [];
  if (!environment.API_KEYS && !environment.KEY_PEPPER)
    warnings.push('API_KEYS is not set: whoever reaches this address is the tenant "default".');
  const { name, apiKey, variables } = upstreamTable(environment)[environment.DEFAULT_PROVIDER];
  // Rows of UPSTREAMS_FILE may serve all models that are asked for.
  if (!apiKey && !environment.UPSTREAMS_FILE)
    warnings.push(
      `${variables.apiKey} is not set: ${name}, the default provider, can't be asked, and only answers that are in memory are given.`,
    );
  if (environment.ENTRY_STORE !== 'memory' && entrySecretOf(environment) === undefined)
    warnings.push(
      'ENTRY_SECRET is not set: entries carry a plain checksum, so whoever can write to their store can forge answers. Set it to 32 random characters or more, the same on every replica.',
    );
  return [
    ...warnings,
    ...storeWarnings(environment),
    ...keyWarnings(environment),
    ...limitWarnings(environment),
    ...vectorWarnings(environment),
  ];
}

function storeWarnings(environment: Environment): string[] {
  const { VECTOR_INDEX, SOURCE_REGISTRY } = environment;
  const stores = chosenStores(environment);
  const warnings: string[] = [];
  if (stores.ENTRY_STORE.server && !stores.VECTOR_INDEX.server)
    warnings.push(
      `VECTOR_INDEX=${VECTOR_INDEX} belongs to this replica alone: hits by meaning find only what it stored itself.`,
    );
  if (stores.ENTRY_STORE.server && !stores.SOURCE_REGISTRY.server)
    warnings.push(
      `SOURCE_REGISTRY=${SOURCE_REGISTRY} belongs to this replica alone: others do not hear of its purges. Set it to redis.`,
    );
  const isOnRedis = usesRedis(environment) || keyStoreOf(environment) === 'redis';
  return isOnRedis ? [...warnings, ...redisWarnings(environment)] : warnings;
}

/** Warns of settings of limits that are valid and perhaps not meant. */
function limitWarnings(environment: Environment): string[] {
  const { KEY_LIMITS, TENANT_LIMITS, API_WORKERS } = environment;
  const areShared = usesRedis(environment) || keyStoreOf(environment) === 'redis';
  if (API_WORKERS <= 1 || areShared || !(KEY_LIMITS || TENANT_LIMITS)) return [];
  const variable = KEY_LIMITS ? 'KEY_LIMITS' : 'TENANT_LIMITS';
  return [
    `${variable}: each of the ${API_WORKERS} workers counts for itself, so that up to ${API_WORKERS} times as much is let through. Redis counts for all of them.`,
  ];
}
