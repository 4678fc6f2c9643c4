import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CHART, describeWithPrograms, run } from './programs.js';
import { NEWEST, resourcesOf } from './rendered.js';
import { temporaryFolder } from './temporary-folder.js';

const RULES = `groups:
  - name: ragcache
    rules:
      - alert: RagcacheDown
        expr: up{job="ragcache"} == 0
        annotations: { summary: '{{ $labels.instance }} is down' }
`;
const DASHBOARD = '{\n  "title": "RAGCache",\n  "panels": [{ "legendFormat": "{{instance}}" }]\n}\n';

/** The chart in a folder of its own, with rules and a dashboard made for this test. */
function chartWithFiles(): string {
  const chart = temporaryFolder();
  cpSync(CHART, chart, { recursive: true });
  mkdirSync(join(chart, 'files'), { recursive: true });
  writeFileSync(join(chart, 'files/ragcache.rules.yaml'), RULES);
  writeFileSync(join(chart, 'files/ragcache.json'), DASHBOARD);
  return chart;
}

describeWithPrograms('rules and dashboard', () => {
  const rendering = (chart: string, ...args: string[]) =>
    run(
      'helm4',
      'template',
      'one',
      chart,
      '-f',
      'ci/monitoring-values.yaml',
      '--kube-version',
      NEWEST,
      ...args,
    );

  it('are carried along as they are, templates of Prometheus and Grafana included', () => {
    const resources = resourcesOf(rendering(chartWithFiles()).stdout);
    const rule = resources.find(({ kind }) => kind === 'PrometheusRule')!;
    const dashboard = resources.find(({ metadata }) => metadata.name === 'one-ragcache-dashboard')!;
    expect(JSON.stringify(rule.spec)).toContain('{{ $labels.instance }} is down');
    expect(rule.metadata.labels).toMatchObject({ release: 'prometheus' });
    expect(dashboard.data!['ragcache.json']).toBe(DASHBOARD);
    expect(dashboard.metadata.labels).toMatchObject({ grafana_dashboard: '1' });
  });

  it('are valid', () => {
    const path = join(temporaryFolder(), 'all.yaml');
    writeFileSync(path, rendering(chartWithFiles()).stdout);
    expect(run('check', path)).toMatchObject({ status: 0 });
  });

  it('are off unless told', () => {
    const off = ['--set', 'prometheusRule.enabled=false,dashboard.enabled=false'];
    const { stdout } = rendering(chartWithFiles(), ...off);
    expect(stdout).not.toMatch(/PrometheusRule|grafana_dashboard/);
  });
});
