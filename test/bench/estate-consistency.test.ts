import { afterAll, describe, expect, it } from '@jest/globals';
import type { FaultKind } from '../../bench/estate/faults.ts';
import type {
  GroupDocument,
  InterfaceDocument,
  PermissionDocument,
  PodDocument,
} from './estate-documents.ts';
import { makeEstate, removeEstates, type EstateOnDisk } from './estate-files.ts';
import { declaredFor } from './selector-oracle.ts';

afterAll(removeEstates);

const SIZES = [
  { pods: 50, stores: 10, groups: 40, seed: 1 },
  { pods: 50, stores: 3, groups: 16, seed: 7 },
  { pods: 1500, stores: 60, groups: 300, seed: 3 },
];

const GONE: ReadonlySet<FaultKind> = new Set([
  'annotated-eni-unlisted',
  'completed-with-annotation',
  'evicted-with-annotation',
]);
/** Faults after which a pod's interface wears something else than is declared, or nothing. */
const DIFFERENT: ReadonlySet<FaultKind> = new Set([
  ...GONE,
  'policy-newer-than-pod',
  'policy-edited-after-pod',
  'missing-branch-eni',
  'eni-extra-group',
  'eni-extra-group-reaches-store',
  'eni-missing-group',
  'instance-group-fallback',
  'duplicate-claim',
  'cni-not-using-branch',
  'label-drift',
]);

interface Claim {
  readonly eniId: string;
  readonly privateIp: string;
  readonly subnetCidr: string;
  readonly vlanId: number;
}

function toNumber(address: string): number {
  return address.split('.').reduce((total, part) => total * 256 + Number(part), 0);
}

function range(cidr: string): readonly [number, number] {
  const [base = '', length = '32'] = cidr.split('/');
  return [toNumber(base), toNumber(base) + 2 ** (32 - Number(length)) - 1];
}

function isInside(inner: string, outer: string): boolean {
  const [low, high] = range(inner);
  const [least, most] = range(outer);
  return low >= least && high <= most;
}

function named({ metadata }: PodDocument): string {
  return `${metadata.namespace}/${metadata.name}`;
}

/** The first entry of the annotation: the one that the CNI wires up. */
function claimOf(pod: PodDocument): Claim | undefined {
  const text = pod.metadata.annotations?.['vpc.amazonaws.com/pod-eni'];
  const claims: readonly Claim[] = text === undefined ? [] : JSON.parse(text);
  return claims[0];
}

function isRunning(pod: PodDocument): boolean {
  return pod.status.phase === 'Running';
}

function expectUnique(names: readonly string[]): void {
  expect(new Set(names).size).toBe(names.length);
}

describe.each(SIZES)('an estate of $pods pods, $stores stores and $groups groups', (size) => {
  const estate = makeEstate(size, 'collected');
  const pods = estate.items('k8s/pods.json');
  const interfaces = estate.items('ec2/describe-network-interfaces.json');
  const subnets = estate.items('ec2/describe-subnets.json');
  const nodes = estate.items('k8s/nodes.json');
  const policies = estate.items('k8s/securitygrouppolicies.json');
  const groups = estate.items('ec2/describe-security-groups.json');
  const rules = estate.items('ec2/describe-security-group-rules.json');
  const accounts = estate.items('k8s/serviceaccounts.json');
  const faultsOf = Map.groupBy(estate.plan.faults, (fault) => fault.subject);
  const byId = new Map(interfaces.map((one) => [one.NetworkInterfaceId, one]));
  const groupIds = new Set(groups.map((group) => group.GroupId));

  const hasFault = (pod: PodDocument, kinds: ReadonlySet<FaultKind>): boolean =>
    (faultsOf.get(named(pod)) ?? []).some(({ kind }) => kinds.has(kind));

  it('names every object once', () => {
    expectUnique(pods.map(named));
    expectUnique(pods.map((pod) => pod.metadata.uid));
    expectUnique(interfaces.map((one) => one.NetworkInterfaceId));
    expectUnique(interfaces.map((one) => one.MacAddress));
    expectUnique(rules.map((rule) => rule.SecurityGroupRuleId));
    expectUnique(nodes.map((node) => node.metadata.name));
    expectUnique(policies.map(({ metadata }) => `${metadata.namespace}/${metadata.name}`));
    expectUnique(accounts.map(({ metadata }) => `${metadata.namespace}/${metadata.name}`));
  });

  it('has subnets in three zones that do not overlap and lie inside the VPC', () => {
    const [vpc] = estate.items('ec2/describe-vpcs.json');
    const blocks = vpc?.CidrBlockAssociationSet.map(({ CidrBlock }) => CidrBlock) ?? [];
    const spans = subnets.map(({ CidrBlock }) => range(CidrBlock)).toSorted(([a], [b]) => a - b);
    for (const [index, [low]] of spans.entries()) {
      expect(low).toBeGreaterThan(spans[index - 1]?.[1] ?? -1);
    }
    for (const { CidrBlock } of subnets) {
      expect(blocks.some((block) => isInside(CidrBlock, block))).toBe(true);
    }
    expect(new Set(subnets.map((subnet) => subnet.AvailabilityZone)).size).toBe(3);
  });

  it('gives every address to one interface, inside its subnet', () => {
    const cidrs = new Map(subnets.map((subnet) => [subnet.SubnetId, subnet.CidrBlock]));
    const spans: (readonly [number, number])[] = [];
    for (const one of interfaces) {
      const held = [
        ...one.PrivateIpAddresses.map(({ PrivateIpAddress }) => `${PrivateIpAddress}/32`),
        ...(one.Ipv4Prefixes ?? []).map(({ Ipv4Prefix }) => Ipv4Prefix),
      ];
      for (const block of held) {
        expect(isInside(block, cidrs.get(one.SubnetId) ?? '')).toBe(true);
        spans.push(range(block));
      }
    }
    spans.sort(([a], [b]) => a - b);
    const overlapping = spans.filter(([low], index) => low <= (spans[index - 1]?.[1] ?? -1));
    expect(overlapping).toEqual([]);
  });

  it('gives every running pod an address of its own that an interface of its node or its claim holds', () => {
    const holders = addressHolders(interfaces);
    const own = pods.filter((pod) => isRunning(pod) && pod.spec.hostNetwork !== true);
    const addresses = own.map((pod) => pod.status.podIP ?? '');
    expect(new Set(addresses).size).toBe(addresses.length);
    for (const pod of own) {
      const holder = holders(pod.status.podIP ?? '');
      const claim = claimOf(pod);
      const isUnlisted = hasFault(pod, GONE);
      expect({ pod: named(pod), held: holder !== undefined }).toEqual({
        pod: named(pod),
        held: !isUnlisted,
      });
      if (holder?.InterfaceType === 'branch') expect(holder.NetworkInterfaceId).toBe(claim?.eniId);
    }
  });

  it('puts pods on nodes, nodes on instances, and owners and accounts where they are named', () => {
    const nodeNames = new Set(nodes.map((node) => node.metadata.name));
    const accountNames = new Set(
      accounts.map(({ metadata }) => `${metadata.namespace}/${metadata.name}`),
    );
    const owners = ownerUids(estate);
    const namespaces = new Set(
      estate.items('k8s/namespaces.json').map(({ metadata }) => metadata.name),
    );
    for (const pod of pods) {
      const { nodeName, serviceAccountName } = pod.spec;
      expect(nodeName === undefined || nodeNames.has(nodeName)).toBe(true);
      expect(accountNames).toContain(`${pod.metadata.namespace}/${serviceAccountName}`);
      expect(namespaces).toContain(pod.metadata.namespace);
      for (const { uid } of pod.metadata.ownerReferences ?? []) expect(owners).toContain(uid);
      if (isRunning(pod)) expect(nodeName).toBeDefined();
    }
    const reservations = estate.items('ec2/describe-instances.json');
    const instances = new Set(
      reservations.flatMap(({ Instances }) => Instances.map(({ InstanceId }) => InstanceId)),
    );
    for (const { spec, metadata } of nodes) {
      const isFargate = metadata.labels?.['eks.amazonaws.com/compute-type'] === 'fargate';
      expect(isFargate || instances.has(spec.providerID.split('/').at(-1) ?? '')).toBe(true);
    }
    for (const { Attachment } of interfaces) {
      if (Attachment?.InstanceId !== undefined) expect(instances).toContain(Attachment.InstanceId);
    }
  });

  it('names only groups and prefix lists that exist, apart from the ones said to be gone', () => {
    const gone = new Set(estate.plan.groups.goneIds);
    const lists = new Set(estate.plan.network.prefixLists.map((list) => list.id));
    const exists = (id: string): boolean => groupIds.has(id) || gone.has(id);
    for (const { GroupId, PrefixListId, ReferencedGroupInfo } of rules) {
      expect(groupIds).toContain(GroupId);
      if (PrefixListId !== undefined) expect(lists).toContain(PrefixListId);
      if (ReferencedGroupInfo !== undefined) expect(exists(ReferencedGroupInfo.GroupId)).toBe(true);
    }
    for (const { Groups } of interfaces) {
      for (const { GroupId, GroupName } of Groups) {
        expect(groupIds).toContain(GroupId);
        expect(GroupName).not.toBe('');
      }
    }
    for (const { spec } of policies) {
      for (const id of spec.securityGroups?.groupIds ?? []) expect(exists(id)).toBe(true);
    }
    for (const id of lists) {
      expect(estate.document(`ec2/get-managed-prefix-list-entries-${id}.json`)).not.toEqual({
        Entries: [],
      });
    }
  });

  it('says the same rules in the nested and in the flat form', () => {
    const nested = groups.flatMap(flattenGroup);
    const flat = rules.map((rule) => {
      const peer =
        rule.CidrIpv4 ?? rule.CidrIpv6 ?? rule.PrefixListId ?? rule.ReferencedGroupInfo?.GroupId;
      return [rule.GroupId, rule.IsEgress, rule.IpProtocol, rule.FromPort, rule.ToPort, peer].join(
        ' ',
      );
    });
    expect(nested.toSorted()).toEqual(flat.toSorted());
  });

  it('dresses each selected pod as its policies declare, apart from the deliberate faults', () => {
    const accountLabels = new Map(
      accounts.map(({ metadata }) => [
        `${metadata.namespace}/${metadata.name}`,
        metadata.labels ?? {},
      ]),
    );
    let selected = 0;
    for (const pod of pods) {
      if (!isRunning(pod) || pod.spec.hostNetwork === true) continue;
      if (pod.metadata.labels['eks.amazonaws.com/fargate-profile'] !== undefined) continue;
      if (pod.spec.nodeSelector !== undefined || hasFault(pod, DIFFERENT)) continue;
      const labels =
        accountLabels.get(`${pod.metadata.namespace}/${pod.spec.serviceAccountName}`) ?? {};
      const declared = declaredFor(pod, labels, policies);
      const worn = byId.get(claimOf(pod)?.eniId ?? '')?.Groups.map(({ GroupId }) => GroupId) ?? [];
      expect([named(pod), ...worn.toSorted()]).toEqual([named(pod), ...declared]);
      const limit = pod.spec.containers[0]?.resources?.limits?.['vpc.amazonaws.com/pod-eni'];
      expect(limit).toBe(declared.length > 0 ? '1' : undefined);
      if (declared.length > 0) selected += 1;
    }
    expect(selected).toBeGreaterThan(0);
  });

  it('hangs no more branch interfaces on a node than it can carry, each on a VLAN of its own', () => {
    const trunks = new Map<string, string[]>();
    for (const one of interfaces) {
      const tag = (key: string) => one.TagSet.find(({ Key }) => Key === key)?.Value;
      if (one.InterfaceType !== 'branch') continue;
      const trunk = tag('vpcresources.k8s.aws/trunk-eni-id') ?? '';
      const isOurs = tag('kubernetes.io/cluster/bench') !== undefined;
      if (isOurs) expect(byId.get(trunk)?.InterfaceType).toBe('trunk');
      trunks.set(trunk, [...(trunks.get(trunk) ?? []), tag('vpcresources.k8s.aws/vlan-id') ?? '']);
      expect(one.Attachment).toBeUndefined();
    }
    for (const vlans of trunks.values()) {
      expect(new Set(vlans).size).toBe(vlans.length);
      expect(vlans.length).toBeLessThanOrEqual(60);
    }
  });
});

describe('an estate of some size', () => {
  const estate = makeEstate({ pods: 4000, stores: 150, groups: 600 }, 'collected');

  it('has about a third of its Linux pods under a policy', () => {
    const pods = estate.plan.pods.filter((pod) => pod.workload.podClass === 'linux');
    const selected = pods.filter((pod) => pod.workload.policies.length > 0);
    expect(selected.length / pods.length).toBeGreaterThan(0.25);
    expect(selected.length / pods.length).toBeLessThan(0.35);
  });

  it('has a few large workloads and many small ones', () => {
    const replicas = estate.plan.workloads
      .filter((workload) => workload.kind === 'Deployment')
      .map((workload) => workload.replicas)
      .toSorted((left, right) => left - right);
    expect(replicas[Math.floor(replicas.length / 2)]).toBeLessThanOrEqual(4);
    expect(replicas.at(-1)).toBeGreaterThan(40);
  });

  it('has every kind of fault', () => {
    expect(new Set(estate.plan.faults.map((fault) => fault.kind))).toEqual(ALL_FAULTS);
  });

  it('keeps the addresses of ended pods that running pods have by now', () => {
    const pods = estate.items('k8s/pods.json');
    const running = new Set(
      pods.filter((pod) => pod.status.phase === 'Running').map((pod) => pod.status.podIP),
    );
    const ended = pods.filter((pod) => pod.status.phase === 'Succeeded');
    expect(ended.filter((pod) => running.has(pod.status.podIP)).length).toBeGreaterThan(0);
  });
});

const ALL_FAULTS: ReadonlySet<FaultKind> = new Set<FaultKind>([
  ...DIFFERENT,
  'pending',
  'terminating',
  'young',
  'inert-policy',
  'invalid-policy',
  'policy-names-gone-group',
  'orphan-branch-eni',
  'available-branch-eni',
  'other-cluster-branch-eni',
  'store-open-to-nodes',
  'store-open-to-vpc-cidr',
  'store-open-to-internet',
  'store-open-by-prefix-list',
  'store-open-over-ipv6',
  'store-ports-too-wide',
  'store-wears-default-group',
  'store-shares-group-with-pods',
  'store-names-gone-group',
  'store-names-foreign-group',
  'store-names-stale-peer',
  'egress-blocks-intended-pods',
]);

function addressHolders(
  interfaces: readonly InterfaceDocument[],
): (address: string) => InterfaceDocument | undefined {
  const exact = new Map<string, InterfaceDocument>();
  const blocks = new Map<number, InterfaceDocument>();
  for (const one of interfaces) {
    for (const { PrivateIpAddress } of one.PrivateIpAddresses) exact.set(PrivateIpAddress, one);
    for (const { Ipv4Prefix } of one.Ipv4Prefixes ?? []) blocks.set(range(Ipv4Prefix)[0], one);
  }
  return (address) => exact.get(address) ?? blocks.get(Math.floor(toNumber(address) / 16) * 16);
}

function ownerUids(estate: EstateOnDisk): ReadonlySet<string> {
  const kinds = [
    'replicasets',
    'statefulsets',
    'daemonsets',
    'jobs',
    'deployments',
    'cronjobs',
  ] as const;
  const objects = kinds.flatMap((kind) => estate.items(`k8s/${kind}.json`));
  const uids = new Set(objects.map(({ metadata }) => metadata.uid));
  for (const { metadata } of objects) {
    for (const { uid } of metadata.ownerReferences ?? []) expect(uids).toContain(uid);
  }
  return uids;
}

function flattenGroup({ GroupId, IpPermissions, IpPermissionsEgress }: GroupDocument): string[] {
  const ingress = IpPermissions.flatMap((permission) => flatten(GroupId, false, permission));
  return ingress.concat(
    IpPermissionsEgress.flatMap((permission) => flatten(GroupId, true, permission)),
  );
}

function flatten(groupId: string, isEgress: boolean, permission: PermissionDocument): string[] {
  const { IpProtocol, FromPort = -1, ToPort = -1 } = permission;
  const peers = [
    ...permission.IpRanges.map(({ CidrIp }) => CidrIp),
    ...permission.Ipv6Ranges.map(({ CidrIpv6 }) => CidrIpv6),
    ...permission.PrefixListIds.map(({ PrefixListId }) => PrefixListId),
    ...permission.UserIdGroupPairs.map(({ GroupId }) => GroupId),
  ];
  return peers.map((peer) => [groupId, isEgress, IpProtocol, FromPort, ToPort, peer].join(' '));
}
