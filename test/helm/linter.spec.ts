import { describeWithPrograms, run } from './programs.js';
import { NEWEST, renderAll, VALUE_FILES } from './rendered.js';

/** What kube-score would have otherwise, and why the chart does not. */
const EXCEPTIONS = {
  'container-image-pull-policy': 'an image pinned by tag or digest need not be pulled again',
  'deployment-has-host-podantiaffinity': 'topologySpreadConstraints do the same and still schedule',
};
/** A CPU limit would slow answers down while the node has CPU to spare. */
const WITHOUT_CPU_LIMIT = '--ignore-container-cpu-limit';
const FINDING = /^\[(CRITICAL|WARNING)\]/;

/** By file of values, what is meant there. */
const MEANT: Readonly<Record<string, RegExp>> = {
  'cluster-values.yaml': /low (user|group) ID/, // the platform chooses them
  'keda-values.yaml': /few replicas/, // the ScaledObject, which kube-score does not know, says how many
};

describeWithPrograms('kube-score', () => {
  it.each(VALUE_FILES)('finds nothing in %s that is not meant', (name) => {
    const path = renderAll(NEWEST).find((each) => each.endsWith(`/${name}`))!;
    const ignored = Object.keys(EXCEPTIONS).flatMap((test) => ['--ignore-test', test]);
    const { stdout } = run('kube-score', 'score', '-o', 'ci', WITHOUT_CPU_LIMIT, ...ignored, path);
    const findings = stdout.split('\n').filter((line) => FINDING.test(line) && !MEANT[name]?.test(line));
    expect(stdout).toContain('[OK]');
    expect(findings).toEqual([]);
  });
});
