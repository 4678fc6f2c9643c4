import { allows, type Flow, type PolicySpec } from './network-policy.js';
import { describeWithPrograms } from './programs.js';
import { render, resourcesOf } from './rendered.js';

const OWN_NAMESPACE = 'team';
const app = (name: string) => ({ 'app.kubernetes.io/name': name });
const from = (party: Flow['party'], port: number | string = 'http'): Flow => ({
  direction: 'ingress',
  party,
  port,
});
const to = (party: Flow['party'], port: number): Flow => ({ direction: 'egress', party, port });
const names: Flow['party'] = { namespace: 'kube-system', labels: { 'k8s-app': 'kube-dns' } };

const ALLOWED: Record<string, Flow> = {
  'a client of the same namespace asks': from({ labels: { 'ragcache-client': 'true' } }),
  'the gateway asks': from({ namespace: 'gateways', labels: app('envoy') }),
  'Prometheus reads metrics': from({ namespace: 'monitoring', labels: app('prometheus') }),
  'names are resolved': { ...to(names, 53), protocol: 'UDP' },
  'entries are read from Valkey': to({ labels: app('valkey') }, 6379),
  'a model is asked over IPv4': to({ address: '162.159.140.245' }, 443),
};
const MORE_ALLOWED: Record<string, Flow> = {
  'vectors are read from Qdrant': to({ labels: app('qdrant') }, 6333),
  'a model is asked over IPv6': to({ address: '2606:4700::6810:85e5' }, 443),
  'long answers of names come over TCP': to(names, 53),
};

const DENIED: Record<string, Flow> = {
  'a pod that is no client asks': from({ labels: app('shop') }),
  'a client of another namespace asks': from({ namespace: 'other', labels: { 'ragcache-client': 'true' } }),
  'the internet asks past the gateway': from({ address: '203.0.113.9' }),
  'a client reaches another port': from({ labels: { 'ragcache-client': 'true' } }, 9229),
  'the metadata of the cloud is read': to({ address: '169.254.169.254' }, 80),
  'metadata is read by the port of models': to({ address: '169.254.169.254' }, 443),
  'the API server is asked': to({ address: '10.96.0.1' }, 443),
  'a private network is reached': to({ address: '192.168.1.10' }, 443),
  'an unencrypted page is fetched': to({ address: '162.159.140.245' }, 80),
  "somebody else's Valkey is read": to({ namespace: 'other', labels: app('valkey') }, 6379),
};
const MORE_DENIED: Record<string, Flow> = {
  'a private network is reached over IPv6': to({ address: 'fd00::10' }, 443),
  'Qdrant is reached by its other port': to({ labels: app('qdrant') }, 6334),
  'a database beside it is reached': to({ labels: app('postgres') }, 5432),
  'names are asked of a stranger': { ...to({ address: '8.8.8.8' }, 53), protocol: 'UDP' },
};

describeWithPrograms('the network policy', () => {
  const policyOf = (values: string) =>
    resourcesOf(render(values)).find(({ kind }) => kind === 'NetworkPolicy')!.spec as unknown as PolicySpec;

  it.each(Object.entries({ ...ALLOWED, ...MORE_ALLOWED }))('lets through: %s', (_name, flow) => {
    expect(allows(policyOf('hardened-values.yaml'), OWN_NAMESPACE, flow)).toBe(true);
  });

  it.each(Object.entries({ ...DENIED, ...MORE_DENIED }))('stops: %s', (_name, flow) => {
    expect(allows(policyOf('hardened-values.yaml'), OWN_NAMESPACE, flow)).toBe(false);
  });

  it('lets the pod of helm test through, and no store in mode embedded', () => {
    const policy = policyOf('default-values.yaml');
    const test = {
      ...app('ragcache'),
      'app.kubernetes.io/instance': 'one',
      'app.kubernetes.io/component': 'test',
    };
    expect(allows(policy, OWN_NAMESPACE, from({ labels: test }))).toBe(true);
    expect(allows(policy, OWN_NAMESPACE, to({ labels: app('valkey') }, 6379))).toBe(false);
  });

  it('keeps monitoring out where nothing is monitored', () => {
    const prometheus = from({ namespace: 'monitoring', labels: app('prometheus') });
    expect(allows(policyOf('default-values.yaml'), OWN_NAMESPACE, prometheus)).toBe(false);
  });
});
