import { EnvironmentError } from '../src/environment/environment.error.js';
import { parseEnvironment } from '../src/environment/environment.reader.js';

/** What a start with these variables would complain of, by variable. */
export function problemsOf(raw: Record<string, string>): Record<string, string> {
  try {
    parseEnvironment(raw);
    return {};
  } catch (error) {
    if (!(error instanceof EnvironmentError)) throw error;
    return Object.fromEntries(error.problems.map(({ variable, message }) => [variable, message]));
  }
}
