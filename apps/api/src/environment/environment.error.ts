/** One variable that stops the start. `message` says what is wrong and what would be right, never the value. */
export interface EnvironmentProblem {
  readonly variable: string;
  readonly message: string;
}

/** Everything that is wrong with the environment, in one readable text. */
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
