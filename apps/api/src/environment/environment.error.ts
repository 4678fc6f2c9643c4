/** A variable that stops the start. `message` names the problem and the valid values, never the given value. */
export interface EnvironmentProblem {
  readonly variable: string;
  readonly message: string;
}

/** All problems of the environment, in one readable text. */
export class EnvironmentError extends Error {
  constructor(readonly problems: readonly EnvironmentProblem[]) {
    super(textOf(problems));
    this.name = 'EnvironmentError';
  }
}

function textOf(problems: readonly EnvironmentProblem[]): string {
  const lines = problems.map(({ variable, message }) => `  ${variable}: ${message}`);
  return [
    `RAGCache can't start: ${problems.length === 1 ? 'a setting is' : `${problems.length} settings are`} wrong.`,
    ...lines,
    'Set them in the environment or in .env (.env.example lists all), then start again.',
  ].join('\n');
}
