import { describe, expect, it } from '@jest/globals';
import ipaddr from 'ipaddr.js';
import { isObject, type Json, type JsonObject } from '../../examples/eks-workshop/make/json.ts';
import { snapshots } from '../../examples/eks-workshop/make/index.ts';
import {
  chapters,
  claim,
  groupsOf,
  idsOf,
  look,
  named,
  openSnapshot,
  rows,
  text,
} from './committed-snapshot.ts';

const clusterTag = 'kubernetes.io/cluster/eks-workshop';

const tag = (eni: JsonObject, key: string): string =>
  text(
    rows(eni, 'TagSet').find((row) => row['Key'] === key),
    'Value',
  );

/** Every address and prefix of an interface, as CIDR blocks. */
const blocksOf = (eni: JsonObject): string[] => [
  ...idsOf(rows(eni, 'PrivateIpAddresses'), 'PrivateIpAddress').map((address) => `${address}/32`),
  ...idsOf(rows(eni, 'Ipv4Prefixes'), 'Ipv4Prefix'),
];

const covers = (block: string, address: string): boolean =>
  ipaddr.IPv4.parse(address).match(ipaddr.IPv4.parseCIDR(block));

function everyKubernetesObject(
  json: (file: string) => Json,
  files: Iterable<string>,
): JsonObject[] {
  const lists = [...files].filter((file) => file.startsWith('k8s/'));
  return lists.flatMap((file) => {
    const document = json(file);
    if (text(document, 'kind') === 'List') return rows(document, 'items');
    return isObject(document) ? [document] : [];
  });
}

describe.each(chapters)('the workshop snapshot %s', (chapter) => {
  const snapshot = openSnapshot(chapter);
  const groupIds = new Set(idsOf(snapshot.groups, 'GroupId'));

  it('is what make.ts writes, file by file and byte for byte', () => {
    const made = snapshots.get(chapter);
    expect([...snapshot.files.keys()].toSorted()).toEqual([...(made?.keys() ?? [])].toSorted());
    for (const [file, contents] of snapshot.files) expect(contents).toBe(made?.get(file));
  });

  it('lists in snapshot.json exactly the files that it has', () => {
    const about = snapshot.json('snapshot.json');
    const files = [...snapshot.files.keys()].filter((file) => file !== 'snapshot.json');
    expect(Object.keys(look(about, 'read') ?? {}).toSorted()).toEqual(files.toSorted());
    for (const gap of rows(about, 'gaps')) expect(files).not.toContain(text(gap, 'source'));
  });

  it('names only groups and subnets that exist', () => {
    const subnets = idsOf(rows(snapshot.json('ec2/describe-subnets.json'), 'Subnets'), 'SubnetId');
    for (const eni of snapshot.interfaces) {
      for (const group of groupsOf(eni)) expect(groupIds).toContain(group);
      expect(subnets).toContain(text(eni, 'SubnetId'));
    }
    for (const policy of snapshot.policies) {
      const given = look(policy, 'spec', 'securityGroups', 'groupIds');
      for (const group of Array.isArray(given) ? given : []) expect(groupIds).toContain(group);
    }
    for (const store of rows(snapshot.json('rds/describe-db-instances.json'), 'DBInstances')) {
      const worn = idsOf(rows(store, 'VpcSecurityGroups'), 'VpcSecurityGroupId');
      for (const group of worn) expect(groupIds).toContain(group);
      const placed = idsOf(rows(store, 'DBSubnetGroup', 'Subnets'), 'SubnetIdentifier');
      for (const subnet of placed) expect(subnets).toContain(subnet);
    }
  });

  it('gives every interface addresses of its subnet, and no address twice', () => {
    const cidrs = new Map(
      rows(snapshot.json('ec2/describe-subnets.json'), 'Subnets').map((subnet) => [
        text(subnet, 'SubnetId'),
        text(subnet, 'CidrBlock'),
      ]),
    );
    const seen: string[] = [];
    for (const eni of snapshot.interfaces) {
      for (const block of blocksOf(eni)) {
        const [address = ''] = block.split('/');
        expect(covers(cidrs.get(text(eni, 'SubnetId')) ?? '', address)).toBe(true);
        for (const other of seen) {
          const [otherAddress = ''] = other.split('/');
          expect([block, other, covers(other, address) || covers(block, otherAddress)]).toEqual([
            block,
            other,
            false,
          ]);
        }
        seen.push(block);
      }
    }
    const macs = idsOf(snapshot.interfaces, 'MacAddress');
    expect(new Set(macs).size).toBe(macs.length);
  });

  it('finds every running pod’s address on exactly one interface of its node', () => {
    const nodeOf = new Map(
      snapshot.nodes.map((node) => [
        text(node, 'metadata', 'name'),
        text(node, 'spec', 'providerID').split('/').at(-1),
      ]),
    );
    for (const pod of snapshot.running) {
      const address = text(pod, 'status', 'podIP');
      const owners = snapshot.interfaces.filter((eni) =>
        blocksOf(eni).some((block) => covers(block, address)),
      );
      expect(owners).toHaveLength(1);
      const [owner = {}] = owners;
      const instance =
        text(owner, 'Attachment', 'InstanceId') || tag(owner, 'node.k8s.amazonaws.com/instance_id');
      expect(instance).toBe(nodeOf.get(text(pod, 'spec', 'nodeName')));
    }
    const addresses = snapshot.running
      .filter((pod) => look(pod, 'spec', 'hostNetwork') !== true)
      .map((pod) => text(pod, 'status', 'podIP'));
    expect(new Set(addresses).size).toBe(addresses.length);
  });

  it('agrees between the annotation of a running pod and its branch ENI', () => {
    const trunks = new Map(
      snapshot.interfaces
        .filter((eni) => eni['InterfaceType'] === 'trunk')
        .map((eni) => [text(eni, 'NetworkInterfaceId'), text(eni, 'Attachment', 'InstanceId')]),
    );
    for (const pod of snapshot.running) {
      const entry = claim(pod);
      if (entry === undefined) continue;
      const eni = snapshot.branches.find(
        (candidate) => candidate['NetworkInterfaceId'] === entry['eniId'],
      );
      expect(eni).toMatchObject({
        MacAddress: entry['ifAddress'],
        PrivateIpAddress: entry['privateIp'],
      });
      expect(text(pod, 'status', 'podIP')).toBe(entry['privateIp']);
      expect(tag(eni ?? {}, 'vpcresources.k8s.aws/vlan-id')).toBe(JSON.stringify(entry['vlanId']));
      const limit = 'vpc.amazonaws.com/pod-eni';
      expect(look(pod, 'spec', 'containers', 0, 'resources', 'limits', limit)).toBe('1');
      expect(trunks.has(tag(eni ?? {}, 'vpcresources.k8s.aws/trunk-eni-id'))).toBe(true);
    }
  });

  it('tags every branch ENI as the controller does and shows no attachment for it', () => {
    const vlans: string[] = [];
    for (const eni of snapshot.branches) {
      expect(eni).not.toHaveProperty('Attachment');
      expect(tag(eni, 'eks:eni:owner')).toBe('eks-vpc-resource-controller');
      expect(tag(eni, clusterTag)).toBe('owned');
      const trunk = tag(eni, 'vpcresources.k8s.aws/trunk-eni-id');
      vlans.push(`${trunk} ${tag(eni, 'vpcresources.k8s.aws/vlan-id')}`);
      const host = snapshot.interfaces.find((other) => other['NetworkInterfaceId'] === trunk);
      expect(text(host, 'Attachment', 'InstanceId')).toBe(
        tag(eni, 'node.k8s.amazonaws.com/instance_id'),
      );
    }
    expect(new Set(vlans).size).toBe(vlans.length);
  });

  it('says the same in the nested and in the flat form of the rules', () => {
    const nested = snapshot.groups.flatMap((group) =>
      (['IpPermissions', 'IpPermissionsEgress'] as const).flatMap((side) =>
        rows(group, side).flatMap((permission) =>
          [...rows(permission, 'UserIdGroupPairs'), ...rows(permission, 'IpRanges')].map((peer) =>
            JSON.stringify([
              group['GroupId'],
              side === 'IpPermissionsEgress',
              permission['IpProtocol'],
              permission['FromPort'] ?? -1,
              permission['ToPort'] ?? -1,
              peer['GroupId'] ?? peer['CidrIp'],
            ]),
          ),
        ),
      ),
    );
    const flat = rows(
      snapshot.json('ec2/describe-security-group-rules.json'),
      'SecurityGroupRules',
    ).map((rule) =>
      JSON.stringify([
        rule['GroupId'],
        rule['IsEgress'],
        rule['IpProtocol'],
        rule['FromPort'],
        rule['ToPort'],
        rule['CidrIpv4'] ?? look(rule, 'ReferencedGroupInfo', 'GroupId'),
      ]),
    );
    expect(flat.toSorted()).toEqual(nested.toSorted());
    expect(new Set(flat).size).toBe(flat.length);
  });

  it('resolves every owner reference, by uid', () => {
    const objects = everyKubernetesObject(snapshot.json, snapshot.files.keys());
    const uids = new Map(
      objects.map((object) => [text(object, 'metadata', 'uid'), text(object, 'metadata', 'name')]),
    );
    for (const object of objects) {
      for (const owner of rows(object, 'metadata', 'ownerReferences')) {
        expect([owner['uid'], uids.get(text(owner, 'uid'))]).toEqual([owner['uid'], owner['name']]);
      }
    }
  });

  it('has selectors that select the labels of the templates and pods', () => {
    for (const file of ['deployments', 'statefulsets', 'daemonsets', 'replicasets']) {
      for (const controller of rows(snapshot.json(`k8s/${file}.json`), 'items')) {
        const selector = look(controller, 'spec', 'selector', 'matchLabels');
        expect(look(controller, 'spec', 'template', 'metadata', 'labels')).toMatchObject(
          isObject(selector) ? selector : {},
        );
      }
    }
  });

  it('runs aws-node with the workshop’s settings, since before any other pod', () => {
    const agents = named(snapshot.pods, 'aws-node-');
    expect(agents).toHaveLength(3);
    const settings = { ENABLE_POD_ENI: 'true', ENABLE_PREFIX_DELEGATION: 'true' };
    for (const agent of agents) {
      const env = rows(agent, 'spec', 'containers', 0, 'env');
      const values = Object.fromEntries(env.map((row) => [text(row, 'name'), row['value']]));
      expect(values).toMatchObject({
        ...settings,
        POD_SECURITY_GROUP_ENFORCING_MODE: 'standard',
        AWS_VPC_K8S_CNI_EXTERNALSNAT: 'false',
      });
    }
    const newest =
      agents
        .map((agent) => text(agent, 'status', 'startTime'))
        .toSorted()
        .at(-1) ?? '';
    const others = snapshot.pods.filter((pod) => look(pod, 'spec', 'hostNetwork') !== true);
    for (const pod of others) expect(text(pod, 'status', 'startTime') > newest).toBe(true);
  });
});
