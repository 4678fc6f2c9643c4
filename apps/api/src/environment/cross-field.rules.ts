import { remoteStoreProblems } from '@app/cache';
import { PROVIDER_DESCRIPTORS } from '@app/llm';
import type { Environment } from './environment.js';
import type { EnvironmentProblem } from './environment.error.js';
import { keyProblems, keyStoreProblems } from './key.rules.js';

const STORES = ['ENTRY_STORE', 'VECTOR_INDEX', 'SOURCE_REGISTRY', 'STATS_STORE'] as const;

/** The rules that compare several variables. */
export function crossFieldProblems(environment: Environment): EnvironmentProblem[] {
  const mustBeLocked = environment.NODE_ENV === 'production';
  return [
    ...keyProblems(environment),
    ...temperatureProblems(environment),
    ...remoteStoreProblems(environment, mustBeLocked),
    ...keyStoreProblems(environment),
    ...boardProblems(environment),
    ...workerProblems(environment),
  ];
}

/** A process can wait for another replica's answer only if both read the same store. */
function boardProblems({ FLIGHT_BOARD, ENTRY_STORE }: Environment): EnvironmentProblem[] {
  if (FLIGHT_BOARD !== 'redis' || ENTRY_STORE === 'redis') return [];
  return [
    {
      variable: 'FLIGHT_BOARD',
      message: 'can be redis only with ENTRY_STORE=redis. Set both, or use FLIGHT_BOARD=memory.',
    },
  ];
}

function temperatureProblems({
  DEFAULT_PROVIDER,
  DEFAULT_TEMPERATURE = 0,
}: Environment): EnvironmentProblem[] {
  const highest = PROVIDER_DESCRIPTORS[DEFAULT_PROVIDER].highestTemperature;
  if (DEFAULT_TEMPERATURE <= highest) return [];
  const message = `must be a number from 0 to ${highest} with DEFAULT_PROVIDER=${DEFAULT_PROVIDER}; lower or unset it.`;
  return [{ variable: 'DEFAULT_TEMPERATURE', message }];
}

function workerProblems(environment: Environment): EnvironmentProblem[] {
  const inMemory = STORES.filter((store) => environment[store] === 'memory').map(
    (store) => `${store}=memory`,
  );
  if (environment.API_WORKERS <= 1 || inMemory.length === 0) return [];
  const message = `must be 1 with ${inMemory.join(' and ')}: each worker would have a memory of its own. Set it to 1, or use stores that workers share, such as sqlite.`;
  return [{ variable: 'API_WORKERS', message }];
}
