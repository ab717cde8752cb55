import { CLUSTER_NAME } from './cluster.ts';
import type { Ids } from './ids.ts';
import type { Group, GroupCatalogue, GroupRole } from './plan.ts';

const TEAMS = [
  'orders',
  'payments',
  'catalog',
  'shipping',
  'search',
  'identity',
  'billing',
  'media',
];

/** The groups of the VPC: seven fixed ones, and the rest shared out among stores, pods and leftovers. */
export function planGroups(total: number, stores: number, ids: Ids): GroupCatalogue {
  const all: Group[] = [];
  const add = (role: GroupRole, name: string, description: string): Group => {
    const group = { id: ids.resource('sg', all.length), name, description, role };
    all.push(group);
    return group;
  };
  const several = (role: GroupRole, count: number, description: string): Group[] =>
    Array.from({ length: count }, (_, index) =>
      add(role, `${CLUSTER_NAME}-${TEAMS[index % TEAMS.length]}-${role}-${index}`, description),
    );
  const fixed = {
    cluster: add(
      'cluster',
      `eks-cluster-sg-${CLUSTER_NAME}-1234567890`,
      'EKS created security group applied to ENI that is attached to EKS Control Plane master nodes, as well as any managed workloads.',
    ),
    default: add('default', 'default', 'default VPC security group'),
    node: add('node', `${CLUSTER_NAME}-node`, 'EKS node shared security group'),
    legacyNode: add('legacy-node', `${CLUSTER_NAME}-legacy-node`, 'Nodes of the first node group'),
    balancer: add(
      'balancer',
      `${CLUSTER_NAME}-public-alb`,
      '[k8s] Managed SecurityGroup for LoadBalancer',
    ),
    function: add('function', `${CLUSTER_NAME}-reporting-function`, 'Lambda reporting'),
    bastion: add('bastion', `${CLUSTER_NAME}-bastion`, 'Bastion host'),
  };
  const rest = total - all.length;
  const storeCount = stores === 0 ? 1 : Math.max(1, Math.min(stores, Math.floor(rest * 0.25)));
  const proxyCount = Math.max(1, Math.floor(rest * 0.02));
  const podCount = Math.max(1, Math.floor(rest * 0.55));
  return {
    ...fixed,
    store: several('store', storeCount, 'Data store access'),
    proxy: several('proxy', proxyCount, 'RDS Proxy'),
    pod: several('pod', podCount, 'Security group for pods'),
    spare: several(
      'spare',
      rest - storeCount - proxyCount - podCount,
      'Left over from another stack',
    ),
    all,
    goneIds: [0, 1, 2].map((index) => ids.resource('sg', 1_000_000 + index)),
  };
}
