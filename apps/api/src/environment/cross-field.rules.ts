import { remoteStoreProblems } from '@app/cache';
import { HIGHEST_TEMPERATURE } from '@app/llm';
import type { Environment } from './environment.js';
import type { EnvironmentProblem } from './environment.error.js';

const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\])$/;

/** What can only be judged by looking at several variables. */
export function crossFieldProblems(environment: Environment): EnvironmentProblem[] {
  const mustBeLocked = environment.NODE_ENV === 'production';
  return [
    ...keyProblems(environment),
    ...temperatureProblems(environment),
    ...remoteStoreProblems(environment, mustBeLocked),
    ...boardProblems(environment),
    ...[qdrantIsNamed, qdrantAsksForAKey].flatMap((rule) => rule(environment) ?? []),
  ];
}

/** Waiting for another replica's answer makes sense only where that answer can be found. */
function boardProblems({ FLIGHT_BOARD, ENTRY_STORE }: Environment): EnvironmentProblem[] {
  if (FLIGHT_BOARD !== 'redis' || ENTRY_STORE === 'redis') return [];
  return [
    {
      variable: 'FLIGHT_BOARD',
      message: 'can be redis only with ENTRY_STORE=redis. Set both, or use FLIGHT_BOARD=memory.',
    },
  ];
}

function keyProblems({ NODE_ENV, API_KEYS }: Environment): EnvironmentProblem[] {
  if (NODE_ENV !== 'production' || API_KEYS) return [];
  const message = 'is not set. In production everyone needs a key: list them as tenant:key, comma-separated.';
  return [{ variable: 'API_KEYS', message }];
}

function temperatureProblems({
  DEFAULT_PROVIDER,
  DEFAULT_TEMPERATURE = 0,
}: Environment): EnvironmentProblem[] {
  const highest = HIGHEST_TEMPERATURE[DEFAULT_PROVIDER];
  if (DEFAULT_TEMPERATURE <= highest) return [];
  const message = `must be a number from 0 to ${highest} with DEFAULT_PROVIDER=${DEFAULT_PROVIDER}; lower or unset it.`;
  return [{ variable: 'DEFAULT_TEMPERATURE', message }];
}

function qdrantIsNamed({ VECTOR_INDEX, QDRANT_URL }: Environment): EnvironmentProblem | undefined {
  if (VECTOR_INDEX !== 'qdrant' || URL.canParse(QDRANT_URL ?? '')) return undefined;
  const problem = QDRANT_URL ? 'is not a URL' : 'is not set';
  const message = `${problem}. Set it, such as http://localhost:6333, or use VECTOR_INDEX=sqlite to run without a server.`;
  return { variable: 'QDRANT_URL', message };
}

/** Vectors and what they lead to are readable, and can be forged, by whoever reaches a server without keys. */
function qdrantAsksForAKey(environment: Environment): EnvironmentProblem | undefined {
  const { NODE_ENV, VECTOR_INDEX, QDRANT_URL, QDRANT_API_KEY } = environment;
  if (NODE_ENV !== 'production' || VECTOR_INDEX !== 'qdrant' || QDRANT_API_KEY) return undefined;
  if (!URL.canParse(QDRANT_URL ?? '') || LOOPBACK.test(new URL(QDRANT_URL!).hostname)) return undefined;
  const message =
    'is not set. In production a Qdrant on another machine needs a key: set the one that the server was given as QDRANT__SERVICE__API_KEY.';
  return { variable: 'QDRANT_API_KEY', message };
}
