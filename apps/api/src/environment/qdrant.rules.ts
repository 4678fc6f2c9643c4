import type { Environment } from './environment.js';
import type { EnvironmentProblem } from './environment.error.js';

const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\])$/;

/** A Qdrant has to be named where one is used, and to ask for a key where others could reach it. */
export function qdrantProblems(environment: Environment): EnvironmentProblem[] {
  return [qdrantIsNamed, qdrantAsksForAKey].flatMap((rule) => rule(environment) ?? []);
}

function qdrantIsNamed({ VECTOR_INDEX, QDRANT_URL }: Environment): EnvironmentProblem | undefined {
  if (VECTOR_INDEX !== 'qdrant' || QDRANT_URL) return undefined;
  const message =
    'is not set. Set it, such as http://localhost:6333, or use VECTOR_INDEX=sqlite to run without a server.';
  return { variable: 'QDRANT_URL', message };
}

/** Vectors and what they lead to are readable, and can be forged, by whoever reaches a server without keys. */
function qdrantAsksForAKey(environment: Environment): EnvironmentProblem | undefined {
  const { NODE_ENV, VECTOR_INDEX, QDRANT_URL, QDRANT_API_KEY } = environment;
  if (NODE_ENV !== 'production' || VECTOR_INDEX !== 'qdrant' || QDRANT_API_KEY) return undefined;
  const hosts = (QDRANT_URL ?? '').split(',').map((address) => new URL(address.trim()).hostname);
  if (hosts.every((host) => LOOPBACK.test(host))) return undefined;
  const message =
    'is not set. In production a Qdrant on another machine needs a key: set the one that the server was given as QDRANT__SERVICE__API_KEY.';
  return { variable: 'QDRANT_API_KEY', message };
}
