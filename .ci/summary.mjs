// Adds up the runners' own JSON reports. A step that failed without a failed test counts as one failure, so that the
// last line never looks better than the run was.
import { readFileSync } from 'node:fs';
import { relative } from 'node:path';

/** Files that are listed as the slowest. */
const SLOWEST = 12;

/**
 * Prints what was skipped, what failed, the seconds of each step and of the slowest files, and the sums, the most important last.
 * @returns {boolean} whether all is well.
 */
export function summarise(steps, seconds) {
  const rows = steps.map((step) => ({ ...step, ...countsOf(step) }));
  for (const { name, tests } of rows) printTests('skipped', name, tests, 'pending');
  for (const row of rows) printFailures(row);
  printTable(rows, seconds);
  const sum = (name) => rows.reduce((total, row) => total + row[name], 0);
  const [passed, failed] = [sum('passed'), sum('failed')];
  console.log(`tests: ${passed} passed, ${failed} failed, ${sum('skipped')} skipped`);
  return failed === 0 && passed > 0;
}

function countsOf({ report, isOk }) {
  const { testResults = [], ...counts } = read(report);
  const { numPassedTests = 0, numFailedTests = 0, numRuntimeErrorTestSuites = 0 } = counts;
  const { numPendingTests = 0, numTodoTests = 0 } = counts;
  return {
    passed: numPassedTests,
    failed: Math.max(numFailedTests + numRuntimeErrorTestSuites, isOk ? 0 : 1),
    skipped: numPendingTests + numTodoTests,
    files: testResults,
    tests: testResults.flatMap(({ assertionResults }) => assertionResults),
  };
}

function read(report) {
  try {
    return JSON.parse(readFileSync(report, 'utf8'));
  } catch {
    return {};
  }
}

function printTests(word, step, tests, status) {
  for (const test of tests) if (test.status === status) console.log(`${word}: [${step}] ${test.fullName}`);
}

function printFailures({ name, failed, tests, files }) {
  printTests('failed', name, tests, 'failed');
  const broken = files.filter(
    ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
  );
  for (const { name: file } of broken)
    console.log(`failed: [${name}] ${relative('.', file)} could not be run`);
  const isUnexplained = broken.length === 0 && !tests.some(({ status }) => status === 'failed');
  if (failed > 0 && isUnexplained) console.log(`failed: [${name}] the step itself; its output says why`);
}

function printTable(rows, seconds) {
  console.log('\nseconds  passed failed skipped  step');
  for (const { name, seconds: took, passed, failed, skipped } of rows)
    console.log(`${cell(took, 7)} ${cell(passed, 7)} ${cell(failed, 6)} ${cell(skipped, 7)}  ${name}`);
  console.log(`${cell(seconds, 7)} in all, where steps ran side by side\n\nseconds  slowest files`);
  for (const [took, file] of slowest(rows)) console.log(`${cell(took, 7)}  ${file}`);
  console.log('');
}

/** Fault tests report no times of their own. */
function slowest(rows) {
  const timed = rows.flatMap(({ name, files }) =>
    files.filter(({ startTime }) => startTime > 0).map((file) => ({ step: name, ...file })),
  );
  return timed
    .map(({ step, name, startTime, endTime }) => [
      (endTime - startTime) / 1_000,
      `[${step}] ${relative('.', name)}`,
    ])
    .sort(([one], [other]) => other - one)
    .slice(0, SLOWEST);
}

function cell(number, width) {
  return number.toFixed(0).padStart(width);
}
