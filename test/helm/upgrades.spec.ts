import { describeWithPrograms } from './programs.js';
import { render, type Rendering, type Resource, resourcesOf, VALUE_FILES } from './rendered.js';

interface Workload extends Resource {
  readonly spec: {
    readonly selector: unknown;
    readonly serviceName?: string;
    readonly volumeClaimTemplates?: unknown;
    readonly minReadySeconds: number;
    readonly template: {
      readonly spec: { readonly terminationGracePeriodSeconds: number };
    };
  };
}

const DEPLOYED = 'external-values.yaml';

function workloadOf(values: string, rendering?: Rendering): Workload {
  return resourcesOf(render(values, rendering)).find(({ kind }) =>
    ['StatefulSet', 'Deployment'].includes(kind),
  ) as unknown as Workload;
}

const podsOf = (...set: string[]) => workloadOf(DEPLOYED, { set }).spec.template;

describeWithPrograms('an upgrade', () => {
  it.each(VALUE_FILES)('changes no field that cannot change: %s', (values) => {
    const { metadata, spec } = workloadOf(values);
    expect(metadata.name).toBe('one-ragcache');
    expect(spec.selector).toEqual({
      matchLabels: {
        'app.kubernetes.io/name': 'ragcache',
        'app.kubernetes.io/instance': 'one',
        'app.kubernetes.io/component': 'server',
      },
    });
    expect(spec.serviceName ?? 'one-ragcache-pods').toBe('one-ragcache-pods');
  });

  it.each([
    'commonLabels.team=search',
    'podLabels.team=search',
    'image.tag=2.0.0',
    'settings.LOG_LEVEL=debug',
  ])('leaves selector and claims alone when %s is set', (pair) => {
    const fixed = ({ spec }: Workload) => [spec.selector, spec.serviceName, spec.volumeClaimTemplates];
    const before = fixed(workloadOf('embedded-values.yaml'));
    expect(before).not.toContain(undefined);
    expect(fixed(workloadOf('embedded-values.yaml', { set: [pair] }))).toEqual(before);
  });

  it.each([
    'settings.LOG_LEVEL=debug',
    'settings.SEMANTIC_THRESHOLD=0.97',
    'resources.limits.memory=2Gi',
    'external.redis.url=redis://other:6379',
    'external.redis.existingSecret=other',
    'providers.openai.existingSecret=other',
    'keys.list.key=other',
    'models.aliases.fast=gpt-4.1-mini',
  ])('rolls the pods when %s changes', (pair) => {
    expect(podsOf(pair)).not.toEqual(podsOf());
  });

  it.each([
    'replicaCount=5',
    'service.port=8080',
    'networkPolicy.enabled=false',
    'prometheusRule.enabled=true',
  ])('does not roll them for %s', (pair) => expect(podsOf(pair)).toEqual(podsOf()));

  it('does not roll them for another version of the chart alone', () => {
    expect(JSON.stringify(podsOf())).not.toContain('helm.sh/chart');
  });
});

describeWithPrograms('a pod that leaves', () => {
  it.each(VALUE_FILES)('has time for preStop, delay, the longest answer and 5 seconds more: %s', (values) => {
    const resources = resourcesOf(render(values));
    const { data } = resources.find(
      ({ kind, metadata }) => kind === 'ConfigMap' && metadata.name === 'one-ragcache',
    )!;
    const told = (name: string) => Number(data![name]) / 1_000;
    const longest = Math.max(told('REQUEST_TIMEOUT_MS'), told('DROP_IN_TIMEOUT_MS'));
    const [, sleep] = /preStop:\n\s+sleep:\n\s+seconds: (\d+)/.exec(render(values))!;
    const { terminationGracePeriodSeconds } = workloadOf(values).spec.template.spec;
    expect(terminationGracePeriodSeconds).toBeGreaterThanOrEqual(
      Number(sleep) + told('SHUTDOWN_DELAY_MS') + longest + 5,
    );
    expect(workloadOf(values).spec.minReadySeconds).toBeGreaterThan(0);
  });
});
