// Adds up the runners' own JSON reports. A step that failed without a failed test counts as one failure, so that the
// last line never looks better than the run was.
import { readFileSync } from 'node:fs';

const [failedSteps, ...files] = process.argv.slice(2);
const reports = files.flatMap((file) => {
  try {
    return [JSON.parse(readFileSync(file, 'utf8'))];
  } catch {
    return [];
  }
});

for (const report of reports) {
  for (const suite of report.testResults) {
    for (const test of suite.assertionResults.filter(({ status }) => status === 'pending')) {
      console.log(`skipped: ${test.fullName}`);
    }
  }
}

const sum = (name) => reports.reduce((total, report) => total + report[name], 0);
const suitesThatDidNotRun = sum('numRuntimeErrorTestSuites');
const failed = Math.max(sum('numFailedTests') + suitesThatDidNotRun, Number(failedSteps));
const passed = sum('numPassedTests');
console.log(
  `tests: ${passed} passed, ${failed} failed, ${sum('numPendingTests') + sum('numTodoTests')} skipped`,
);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
