import { BlockList, isIPv6 } from 'node:net';

type Labels = Readonly<Record<string, string>>;

interface Selector {
  readonly matchLabels?: Labels;
}

interface Peer {
  readonly podSelector?: Selector;
  readonly namespaceSelector?: Selector;
  readonly ipBlock?: { readonly cidr: string; readonly except?: readonly string[] };
}

interface Rule {
  readonly from?: readonly Peer[];
  readonly to?: readonly Peer[];
  readonly ports?: readonly { readonly protocol?: string; readonly port?: number | string }[];
}

export interface PolicySpec {
  readonly policyTypes: readonly string[];
  readonly ingress?: readonly Rule[];
  readonly egress?: readonly Rule[];
}

/** The far end of a flow: a pod, in the policy's own namespace unless said otherwise, or an address outside. */
export type Party = { readonly namespace?: string; readonly labels: Labels } | { readonly address: string };

export interface Flow {
  readonly direction: 'ingress' | 'egress';
  readonly party: Party;
  readonly port: number | string;
  readonly protocol?: 'TCP' | 'UDP';
}

/** Whether a policy lets a flow of its pods through, as the documentation of networking.k8s.io/v1 has it. */
export function allows(policy: PolicySpec, ownNamespace: string, flow: Flow): boolean {
  const type = flow.direction === 'ingress' ? 'Ingress' : 'Egress';
  if (!policy.policyTypes.includes(type)) return true;
  return (policy[flow.direction] ?? []).some((rule) => {
    const peers = rule.from ?? rule.to ?? [];
    const known = peers.length === 0 || peers.some((peer) => isParty(peer, ownNamespace, flow.party));
    return known && isOpen(rule, flow);
  });
}

function isOpen({ ports = [] }: Rule, { port, protocol = 'TCP' }: Flow): boolean {
  if (ports.length === 0) return true;
  return ports.some((each) => (each.protocol ?? 'TCP') === protocol && (each.port ?? port) === port);
}

function isParty(peer: Peer, ownNamespace: string, party: Party): boolean {
  if ('address' in party) return peer.ipBlock !== undefined && holds(peer.ipBlock, party.address);
  if (peer.ipBlock) return false;
  const { namespace = ownNamespace, labels } = party;
  const inNamespace = peer.namespaceSelector
    ? matches(peer.namespaceSelector, { 'kubernetes.io/metadata.name': namespace })
    : namespace === ownNamespace;
  return inNamespace && matches(peer.podSelector ?? {}, labels);
}

function matches({ matchLabels = {} }: Selector, labels: Labels): boolean {
  return Object.entries(matchLabels).every(([name, value]) => labels[name] === value);
}

function holds({ cidr, except = [] }: NonNullable<Peer['ipBlock']>, address: string): boolean {
  return isIn([cidr], address) && !isIn(except, address);
}

function isIn(ranges: readonly string[], address: string): boolean {
  const family = isIPv6(address) ? 'ipv6' : 'ipv4';
  const list = new BlockList();
  for (const range of ranges.filter((each) => isIPv6(each.split('/')[0]!) === (family === 'ipv6'))) {
    const [network, bits] = range.split('/') as [string, string];
    list.addSubnet(network, Number(bits), family);
  }
  return list.check(address, family);
}
