import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { CHART, describeWithPrograms, run } from './programs.js';
import { HELMS, NEWEST, render, renderAgain, resourcesOf, VALUE_FILES } from './rendered.js';

describeWithPrograms('the chart', () => {
  it('is tried with at least eight ways to install it', () => {
    expect(VALUE_FILES.length).toBeGreaterThanOrEqual(8);
  });

  describe.each(HELMS)('with %s', (helm) => {
    it.each(VALUE_FILES)('lints and renders %s, twice the same', (values) => {
      const lint = run(helm, 'lint', '--strict', '.', '-f', join('ci', values), '--kube-version', NEWEST);
      expect(lint).toMatchObject({ status: 0 });
      expect(renderAgain(values, { helm })).toBe(render(values, { helm }));
    });
  });

  it.each(VALUE_FILES)('is the same to both Helms: %s', (values) => {
    const [four, three] = HELMS.map((helm) => resourcesOf(render(values, { helm })));
    const byName = (resources: typeof four) =>
      new Map(resources!.map((each) => [`${each.kind}/${each.metadata.name}`, each]));
    expect(byName(three)).toEqual(byName(four));
  });

  const bad = readdirSync(join(CHART, 'tests/bad'));

  it('is tried with at least thirty bad files of values', () => {
    expect(bad.length).toBeGreaterThanOrEqual(30);
  });

  describe.each(HELMS)('with %s', (helm) => {
    it.each(bad)('refuses %s and says why', (name) => {
      const file = join('tests/bad', name);
      const [, reason] = /^# refused: (.+)\n/.exec(readFileSync(join(CHART, file), 'utf8'))!;
      const { status, stderr } = run(helm, 'template', 'one', '.', '-f', file, '--kube-version', NEWEST);
      expect(status).not.toBe(0);
      expect(stderr).toContain(reason);
    });
  });

  it('has no field twice, whatever is set', () => {
    const set = [
      ...['startup', 'readiness', 'liveness'].map((probe) => `probes.${probe}.timeoutSeconds=9`),
      ...['podLabels', 'podAnnotations', 'commonLabels'].map((labels) => `${labels}.team=search`),
    ];
    expect(resourcesOf(render('external-values.yaml', { set }))).not.toEqual([]);
  });

  it.each(Object.keys(parse(readFileSync(join(CHART, 'values.yaml'), 'utf8')) as object))(
    'says what is missing when %s is taken away',
    (name) => {
      const args = ['-f', 'ci/external-values.yaml', '--kube-version', NEWEST, '--set', `${name}=null`];
      const { status, stderr } = run('helm4', 'template', 'one', '.', ...args);
      if (status !== 0) expect(stderr).toContain(`missing property '${name}'`);
    },
  );

  it('needs no other chart', () => {
    expect(run('helm4', 'dependency', 'list', '.').stdout).not.toMatch(/^\w+\s+\d/m);
  });

  it('makes no secret, no role and nothing of Bitnami', () => {
    const kinds = VALUE_FILES.flatMap((values) => resourcesOf(render(values)).map(({ kind }) => kind));
    expect(kinds.filter((kind) => /^(Secret|(Cluster)?Role(Binding)?)$/.test(kind))).toEqual([]);
    expect(VALUE_FILES.filter((values) => /bitnami/i.test(render(values)))).toEqual([]);
  });
});
