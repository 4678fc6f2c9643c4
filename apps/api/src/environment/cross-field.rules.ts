import type { Environment } from './environment.js';
import type { EnvironmentProblem } from './environment.error.js';

/** `undefined` = nothing is wrong. */
type Rule = (environment: Environment) => EnvironmentProblem | undefined;

const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\])$/;

const RULES: readonly Rule[] = [everyoneHasAKey, qdrantIsNamed, qdrantAsksForAKey];

/** What can only be judged by looking at several variables. */
export function crossFieldProblems(environment: Environment): EnvironmentProblem[] {
  return RULES.map((rule) => rule(environment)).filter((problem) => problem !== undefined);
}

function everyoneHasAKey({ NODE_ENV, API_KEYS }: Environment): EnvironmentProblem | undefined {
  if (NODE_ENV !== 'production' || API_KEYS) return undefined;
  const message = 'is not set. In production everyone needs a key: list them as tenant:key, comma-separated.';
  return { variable: 'API_KEYS', message };
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
