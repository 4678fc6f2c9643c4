import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { knownMetrics, type KnownMetric } from '../support/known-metrics.js';

const OPS = join(__dirname, '../../ops');
const RULES = join(OPS, 'prometheus/ragcache.rules.yaml');
const TESTS = join(OPS, 'prometheus/ragcache.rules.test.yaml');
const read = (path: string) => readFileSync(path, 'utf8');

interface Rules {
  readonly groups: readonly {
    readonly rules: readonly { alert: string; expr: string; annotations: Record<string, string> }[];
  }[];
}
interface Dashboard {
  readonly panels: readonly { readonly targets?: readonly { readonly expr: string }[] }[];
}

/** One line, since the page has a line for each sentence. */
const manual = read(join(__dirname, '../../docs/operations.md')).replaceAll(/\s+/g, ' ');
const alerts = (parse(read(RULES)) as Rules).groups.flatMap(({ rules }) => rules);
const dashboard = JSON.parse(read(join(OPS, 'grafana/ragcache.json'))) as Dashboard;
const panels = dashboard.panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr));

/** Labels that Prometheus itself adds, and the bounds of a histogram. */
const ADDED = ['instance', 'job', 'le'];
const SUFFIX = /_(bucket|sum|count)$/;

interface Mention {
  readonly name: string;
  readonly labels: readonly string[];
}

/** The metrics that an expression names, each with the labels that its selector names. */
function mentionsIn(expr: string): Mention[] {
  const names = expr.matchAll(/\b((?:ragcache|process|nodejs)_\w+)(?:\{([^}]*)\})?/g);
  return [...names].map(([, name, selector = '']) => ({
    name: name!,
    labels: [...selector.matchAll(/(\w+)\s*(?:=~|!~|!=|=)/g)].map(([, label]) => label!),
  }));
}

const promtool = spawnSync('promtool', ['--version']);
const hasPromtool = promtool.status === 0;

describe('the dashboard and the alert rules', () => {
  let known: ReadonlyMap<string, KnownMetric>;
  beforeAll(async () => {
    known = await knownMetrics();
  });

  it.each([...panels, ...alerts.map(({ expr }) => expr)])('name only what there is: %s', (expr) => {
    const mentions = mentionsIn(expr);
    expect(mentions.length).toBeGreaterThan(0);
    for (const { name, labels } of mentions) {
      const metric = known.get(name) ?? known.get(name.replace(SUFFIX, ''));
      expect([name, metric?.name]).toEqual([name, expect.any(String)]);
      expect([...metric!.labels, ...ADDED]).toEqual(expect.arrayContaining([...labels]));
    }
  });

  it('say of each alert what it means and what to do, and try it', () => {
    for (const { alert, annotations } of alerts) {
      expect(annotations).toEqual({ summary: expect.any(String), action: expect.any(String) });
      expect(read(TESTS)).toContain(`alertname="${alert}",alertstate="firing"`);
      for (const told of [`\`${alert}\``, annotations.action]) expect(manual).toContain(told);
    }
  });

  const missing = hasPromtool
    ? ''
    : ' (SKIPPED: promtool is missing; install the Debian package "prometheus")';
  (hasPromtool ? it : it.skip)(`hold in promtool${missing}`, () => {
    for (const args of [
      ['check', 'rules', RULES],
      ['test', 'rules', TESTS],
    ]) {
      const { status, stdout, stderr } = spawnSync('promtool', args, { encoding: 'utf8' });
      expect([status, stdout + stderr]).toEqual([0, expect.stringContaining('SUCCESS')]);
    }
  });
});
