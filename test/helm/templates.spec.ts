import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { CHART, describeWithPrograms, run } from './programs.js';

interface Suite {
  readonly templates?: readonly string[];
  readonly tests: readonly { readonly template?: string; readonly asserts: readonly unknown[] }[];
}

const suites = readdirSync(join(CHART, 'tests'))
  .filter((name) => name.endsWith('_test.yaml'))
  .map((name) => parse(readFileSync(join(CHART, 'tests', name), 'utf8')) as Suite);

describe('the tests of templates', () => {
  it('assert at least a hundred things', () => {
    const assertions = suites.flatMap(({ tests }) => tests.flatMap(({ asserts }) => asserts));
    expect(assertions.length).toBeGreaterThanOrEqual(100);
  });

  it('name every template', () => {
    const named = suites.flatMap(({ templates = [], tests }) => [
      ...templates,
      ...tests.flatMap(({ template = [] }) => template),
    ]);
    const templates = readdirSync(join(CHART, 'templates'), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.(yaml|txt)$/.test(name))
      .map((name) => `templates/${name}`);
    expect([...new Set(named)].sort()).toEqual(templates.sort());
  });
});

describeWithPrograms('helm-unittest', () => {
  it('passes', () => {
    const { status, stdout } = run('helm-unittest', '--strict', '.');
    expect(stdout).toMatch(/^Tests: +\d+ passed, \d+ total$/m);
    expect(status).toBe(0);
  });
});
