import {
  completeListing,
  type NetworkInterface,
  type Node,
  type Pod,
  type Snapshot,
} from '../../shared/core/model/index.ts';
import { instanceId, ruleId } from './identifiers.ts';
import { anAwsNodePod, aNode, cniEnvironment } from './kubernetes.ts';
import { aBranchPod, aLab, aNodePod } from './lab.ts';
import { anIngress, aPrimaryEni, aSubnet, aVpc } from './network.ts';
import { hoursAgo, NOW } from './times.ts';

const PODS_PER_NODE = 100;
export const PODS_PER_WORKLOAD = 20;

const instanceOf = (index: number): string => `i-0${index.toString(16).padStart(16, '0')}`;
const nodeName = (index: number): string => `open-${index}`;
/** Each node has a block of 256 addresses of its own: `11.x.y.0/24`. */
const block = (index: number): string => `11.${index >> 8}.${index & 255}`;

const nodeAt = (index: number): Node =>
  aNode({ name: nodeName(index), instanceId: instanceId(instanceOf(index)) });

const primaryOf = (index: number): NetworkInterface =>
  aPrimaryEni({
    id: `eni-open-${index}`,
    instance: instanceOf(index),
    subnet: 'subnet-open',
    ips: [`${block(index)}.1`],
    prefixes: [`${block(index)}.0/24`],
  });

function podAt(index: number): Pod {
  const node = Math.floor(index / PODS_PER_NODE);
  const workload = Math.floor(index / PODS_PER_WORKLOAD);
  return aNodePod({
    name: `open-${index}`,
    namespace: `team-${workload % 10}`,
    workload: `Deployment/open-${workload}`,
    labels: { app: `open-${workload}` },
    nodeName: nodeName(node),
    ips: [`${block(node)}.${2 + (index % PODS_PER_NODE)}`],
    createdAt: hoursAgo(10),
  });
}

/**
 * A database that admits the group of its pods, and by one rule the group of the nodes, on which so many other pods run:
 * twenty of each workload.
 */
export function openEstate(pods: number): Snapshot {
  const nodes = Array.from({ length: Math.ceil(pods / PODS_PER_NODE) }, (_, index) => index);
  const cni = cniEnvironment();
  return aLab({
    cni,
    branchPods: [aBranchPod({ name: 'web-1', ips: ['10.0.1.100'] })],
    pods: [
      ...nodes.map((index) =>
        anAwsNodePod(nodeName(index), cni, { ips: [`${block(index)}.1`], hostNetwork: true }),
      ),
      ...Array.from({ length: pods }, (_, index) => podAt(index)),
    ],
    interfaces: nodes.map(primaryOf),
    cluster: { nodes: completeListing([aNode(), ...nodes.map(nodeAt)], 'k8s/nodes.json', NOW) },
    rules: [
      anIngress('sg-db', 'sg-pods', { id: ruleId('sgr-0pods') }),
      anIngress('sg-db', 'sg-nodes', { id: ruleId('sgr-0nodes') }),
    ],
    scope: {
      vpcs: completeListing([aVpc('vpc-main', ['10.0.0.0/16', '11.0.0.0/8'])], 'vpcs.json', NOW),
      subnets: completeListing(
        [
          aSubnet('subnet-pods', ['10.0.1.0/24']),
          aSubnet('subnet-db', ['10.0.2.0/24']),
          aSubnet('subnet-open', ['11.0.0.0/8']),
        ],
        'ec2/describe-subnets.json',
        NOW,
      ),
    },
  });
}
