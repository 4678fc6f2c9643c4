import { readFileSync } from 'node:fs';
import type { EnvironmentProblem } from './environment.error.js';

/** Variables whose text may also stand in a file named by `<NAME>_FILE`, as container platforms mount secrets. */
export const SECRETS = [
  'OPENAI_API_KEY',
  'ANTHROPIC_API_KEY',
  'EMBEDDING_API_KEY',
  'API_KEYS',
  'ENTRY_SECRET',
] as const;

export interface Settings {
  readonly values: Record<string, string>;
  readonly problems: EnvironmentProblem[];
}

/** Fills in the secrets that come from files. One line break at the end of a file is not part of the secret. */
export function withSecretFiles(given: Readonly<Record<string, string>>): Settings {
  const values = { ...given };
  const problems: EnvironmentProblem[] = [];
  for (const name of SECRETS.filter((secret) => `${secret}_FILE` in given)) {
    const read = secretOf(name, given);
    if ('problem' in read) problems.push({ variable: `${name}_FILE`, message: read.problem });
    else values[name] = read.secret;
  }
  return { values, problems };
}

function secretOf(
  name: string,
  given: Readonly<Record<string, string>>,
): { secret: string } | { problem: string } {
  if (name in given) return { problem: `${name} is set as well. Set only one of the two.` };
  try {
    const secret = readFileSync(given[`${name}_FILE`]!, 'utf8').replace(/\r?\n$/, '');
    return secret ? { secret } : { problem: 'the file is empty. Write the secret into it.' };
  } catch (error) {
    const { code = 'unknown error' } = error as NodeJS.ErrnoException;
    return { problem: `the file can't be read (${code}). Name a file that this process may read.` };
  }
}
