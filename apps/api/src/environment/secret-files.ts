import type { EnvironmentProblem } from './environment.error.js';
import { readSecretFile } from './secret-file.js';

/** The variables whose value may also be read from a file named by `<NAME>_FILE`, as container platforms mount secrets. */
export const SECRETS = [
  'OPENAI_API_KEY',
  'ANTHROPIC_API_KEY',
  'EMBEDDING_API_KEY',
  'API_KEYS',
  'ENTRY_SECRET',
  'KEY_PEPPER',
  'REDIS_PASSWORD',
  'REDIS_SENTINEL_PASSWORD',
  'QDRANT_API_KEY',
  'OTEL_EXPORTER_OTLP_HEADERS',
] as const;

export interface Settings {
  readonly values: Record<string, string>;
  readonly problems: EnvironmentProblem[];
}

const SUFFIX = '_FILE';

/** Fills in the secrets that come from files. One line break at the end of a file is not part of the secret. */
export function withSecretFiles(
  given: Readonly<Record<string, string>>,
  variables: ReadonlySet<string>,
): Settings {
  const values = { ...given };
  const problems: EnvironmentProblem[] = [];
  for (const variable of Object.keys(given)) {
    const name = variable.slice(0, -SUFFIX.length);
    if (!variable.endsWith(SUFFIX) || !variables.has(name)) continue;
    const read = isSecret(name) ? secretOf(name, given) : { problem: notASecret(name) };
    if ('problem' in read) problems.push({ variable, message: read.problem });
    else values[name] = read.secret;
  }
  return { values, problems };
}

function isSecret(name: string): boolean {
  return (SECRETS as readonly string[]).includes(name);
}

function notASecret(name: string): string {
  return `only secrets (${SECRETS.join(', ')}) are read from files. Set ${name} itself.`;
}

function secretOf(
  name: string,
  given: Readonly<Record<string, string>>,
): { secret: string } | { problem: string } {
  if (name in given) return { problem: `${name} is set as well. Set only one of the two.` };
  try {
    const secret = readSecretFile(given[`${name}_FILE`]!).replace(/\r?\n$/, '');
    return secret ? { secret } : { problem: 'the file is empty. Write the secret into it.' };
  } catch (error) {
    const { code = 'unknown error' } = error as NodeJS.ErrnoException;
    return { problem: `the file can't be read (${code}). Name a file that this process may read.` };
  }
}
