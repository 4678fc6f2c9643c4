import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const CI = pathToFileURL(join(__dirname, '../../.ci/')).href;

interface Step {
  readonly name: string;
  /** A program for Node. */
  readonly program: string;
  readonly report?: object;
  readonly isOptional?: boolean;
}

const test = (fullName: string, status: string) => ({ fullName, status });
const reportOf = (...assertionResults: ReturnType<typeof test>[]) => ({
  numPassedTests: assertionResults.filter(({ status }) => status === 'passed').length,
  numFailedTests: assertionResults.filter(({ status }) => status === 'failed').length,
  numPendingTests: assertionResults.filter(({ status }) => status === 'pending').length,
  testResults: [
    { name: join(process.cwd(), 'a.spec.ts'), startTime: 1_000, endTime: 3_000, assertionResults },
  ],
});

describe('continuous integration', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'ragcache-ci-spec-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  /** Runs the steps side by side; what was printed, and its last line. */
  function outcomeOf(steps: readonly Step[], limitMs = 20_000) {
    const described = steps.map(({ name, program, report, isOptional }) => {
      const file = join(folder, `${name}.json`);
      if (report) writeFileSync(file, JSON.stringify(report));
      return { name, command: [process.execPath, '-e', program], isOptional, report: report && file };
    });
    const script = `
      import { runStep } from '${CI}run-step.mjs';
      import { summarise } from '${CI}summary.mjs';
      const where = { folder: ${JSON.stringify(folder)}, limitMs: ${limitMs} };
      const results = await Promise.all(${JSON.stringify(described)}.map((step) => runStep(step, where)));
      process.exitCode = summarise(results, 3) ? 0 : 1;`;
    const run = spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
    expect(run.stderr).toBe('');
    return { code: run.status, output: run.stdout, last: run.stdout.trimEnd().split('\n').at(-1) };
  }
  const passing = { program: '', report: reportOf(test('adds', 'passed'), test('waits', 'pending')) };

  it('ends well when every step does, with a table and the sums', () => {
    const { code, output, last } = outcomeOf([
      { name: 'one', ...passing },
      { name: 'two', ...passing },
    ]);
    expect([code, last]).toEqual([0, 'tests: 2 passed, 0 failed, 2 skipped']);
    expect(output).toMatch(/\n +\d+ +1 +0 +1 {2}two\n/);
    expect(output).toMatch(/\n +2 {2}\[one\] a\.spec\.ts\n/);
    expect(output).toContain('skipped: [one] waits\n');
  });

  it('names failed tests, files that could not be run, and steps that failed without either, before the table', () => {
    const broken = { ...reportOf(), numRuntimeErrorTestSuites: 1 };
    Object.assign(broken.testResults[0]!, { status: 'failed' });
    const { code, output, last } = outcomeOf([
      { name: 'fine', ...passing },
      { name: 'wrong', program: 'process.exit(1)', report: reportOf(test('subtracts', 'failed')) },
      { name: 'broken', program: 'process.exit(1)', report: broken },
      { name: 'lint', program: 'process.exit(2)' },
      { name: 'fetch', program: 'process.exit(1)', isOptional: true },
    ]);
    expect([code, last]).toEqual([1, 'tests: 1 passed, 3 failed, 1 skipped']);
    const [before] = output.split('\nseconds');
    expect(before).toContain('failed: [wrong] subtracts\n');
    expect(before).toContain('failed: [broken] a.spec.ts could not be run\n');
    expect(before).toContain('failed: [lint] the step itself; its output says why\n');
    expect(output.match(/^failed: /gm)).toHaveLength(3);
  });

  it('keeps the outputs of steps that run side by side apart', () => {
    const program = (word: string) =>
      `let n = 0; const timer = setInterval(() => { console.log('${word}'); if (++n === 5) clearInterval(timer); }, 20);`;
    const { output } = outcomeOf([
      { name: 'one', ...passing, program: program('left') },
      { name: 'two', ...passing, program: program('right') },
    ]);
    expect(output).toContain('left\n'.repeat(5));
    expect(output).toContain('right\n'.repeat(5));
  });

  it('kills a step that takes too long, with what it started, and counts it as failed', () => {
    const child = "require('node:child_process').spawn('sleep', ['60'], { stdio: 'inherit' })";
    const { output, last } = outcomeOf([{ name: 'hangs', program: `console.log(${child}.pid);` }], 1_500);
    expect(last).toBe('tests: 0 passed, 1 failed, 0 skipped');
    expect(output).toContain('-- hangs failed: killed after ');
    const pid = Number(/^\d+$/m.exec(output)![0]);
    // Gone, or dead and not yet collected by its new parent.
    expect(spawnSync('ps', ['-o', 'stat=', '-p', `${pid}`], { encoding: 'utf8' }).stdout).toMatch(/^(Z|$)/);
  });
});
