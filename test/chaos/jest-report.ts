import type { Fault } from './fault.js';

export type Verdict = 'passed' | 'failed' | 'skipped';

/** What came of the faults, in the shape of Jest's own JSON report, for whoever adds up the reports of all suites. */
export function jestReport(faults: readonly Fault[], verdicts: readonly Verdict[]): object {
  const count = (verdict: Verdict) => verdicts.filter((one) => one === verdict).length;
  const assertionResults = faults.map(({ name, title }, at) => ({
    fullName: `${name}: ${title}`,
    status: verdicts[at] === 'skipped' ? 'pending' : verdicts[at],
  }));
  return {
    numPassedTests: count('passed'),
    numFailedTests: count('failed'),
    numPendingTests: count('skipped'),
    numTodoTests: 0,
    numRuntimeErrorTestSuites: 0,
    testResults: [{ assertionResults }],
  };
}
