import { ConfigModule } from '@nestjs/config';
import { plainToInstance } from 'class-transformer';
import { validateSync, type ValidationError } from 'class-validator';
import { Environment, FRAGMENTS, VARIABLES } from './environment.js';
import { EnvironmentError, type EnvironmentProblem } from './environment.error.js';
import { crossFieldProblems } from './cross-field.rules.js';
import { withSecretFiles } from './secret-files.js';
import { typedValues } from './typed-values.js';

/** Reads the process environment and `.env` (which never overrides it). @throws EnvironmentError naming every bad variable. */
export async function readEnvironment(): Promise<Environment> {
  let environment: Environment | undefined;
  const validate = (raw: Record<string, unknown>): Record<string, never> => {
    environment = parseEnvironment(raw as Record<string, string | undefined>);
    // ConfigModule writes the returned object to the process environment, and secrets must stay out of it.
    return {};
  };
  await ConfigModule.forRoot({ validate });
  return environment!;
}

/** @throws EnvironmentError naming every bad variable at once. */
export function parseEnvironment(raw: Readonly<Record<string, string | undefined>>): Environment {
  const { values, problems } = withSecretFiles(withoutEmpty(raw), VARIABLES);
  const environment = typed(values);
  problems.push(...validateSync(environment).map(problemOf));
  // The rules that compare fields rely on fields that are valid on their own.
  if (problems.length === 0) problems.push(...crossFieldProblems(environment));
  if (problems.length > 0) throw new EnvironmentError(problems);
  const variableNamed = (name: string): string | undefined => values[name];
  // Not enumerable, so that nothing prints or copies it.
  Object.defineProperty(environment, 'variableNamed', { value: variableNamed });
  return environment;
}

/** An empty variable counts as unset. */
function withoutEmpty(raw: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(Object.entries(raw).filter(isGiven));
}

function isGiven(pair: [string, string | undefined]): pair is [string, string] {
  return Boolean(pair[1]?.trim());
}

function typed(values: Record<string, string>): Environment {
  const HOST = values.NODE_ENV === 'production' ? '0.0.0.0' : '127.0.0.1';
  const named = FRAGMENTS.map((fragment) => typedValues(fragment, { HOST, ...values }));
  return plainToInstance(Environment, Object.assign({}, ...named), { exposeDefaultValues: true });
}

function problemOf({ property, constraints = {} }: ValidationError): EnvironmentProblem {
  const messages = Object.values(constraints).map((message) => bare(message, property));
  return { variable: property, message: `${[...new Set(messages)].join('; ')}.` };
}

function bare(message: string, property: string): string {
  return message.replace(`${property} `, '').replace(/\.$/, '');
}
