import type { Environment } from './environment.js';
import type { EnvironmentProblem } from './environment.error.js';

const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\])$/;

/** QDRANT_URL is required where Qdrant is used, and a key where other machines can reach it. */
export function qdrantProblems(environment: Environment): EnvironmentProblem[] {
  return [qdrantIsNamed, qdrantAsksForAKey].flatMap((rule) => rule(environment) ?? []);
}

function qdrantIsNamed({ VECTOR_INDEX, QDRANT_URL }: Environment): EnvironmentProblem | undefined {
  if (VECTOR_INDEX !== 'qdrant' || QDRANT_URL) return undefined;
  const message =
    'is not set. Set it, such as http://localhost:6333, or use VECTOR_INDEX=sqlite to run without a server.';
  return { variable: 'QDRANT_URL', message };
}

/** Everyone who reaches a Qdrant without a key can read and forge vectors and the entries behind them. */
function qdrantAsksForAKey(environment: Environment): EnvironmentProblem | undefined {
  const { NODE_ENV, VECTOR_INDEX, QDRANT_URL, QDRANT_API_KEY } = environment;
  if (NODE_ENV !== 'production' || VECTOR_INDEX !== 'qdrant' || QDRANT_API_KEY) return undefined;
  const hosts = (QDRANT_URL ?? '').split(',').map((address) => new URL(address.trim()).hostname);
  if (hosts.every((host) => LOOPBACK.test(host))) return undefined;
  const message =
    'is not set. In production a Qdrant on another machine needs a key: set the one that the server was given as QDRANT__SERVICE__API_KEY.';
  return { variable: 'QDRANT_API_KEY', message };
}
