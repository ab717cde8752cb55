import { CLUSTER_NAME, REGION } from './cluster.ts';
import { PREFIX_SIZE, toIpv4 } from './addresses.ts';
import { faultCount, type FaultLog } from './faults.ts';
import type { Ids } from './ids.ts';
import type { BranchInterface, Network, Node, NodeInterface, Pod, Subnet } from './plan.ts';
import { isOnTheWire, type PodPlan } from './pods.ts';
import { at, type Random } from './random.ts';

/** Puts pods on nodes: those with branch interfaces where there is a trunk, the others anywhere. */
export function placePods(plan: PodPlan, nodes: readonly Node[], random: Random): void {
  const fleet = (wanted: (node: Node) => boolean): Fleet =>
    new Fleet(random.shuffled(nodes.filter(wanted)));
  const linux = fleet(({ group }) => group.os === 'linux' && group.provisioner !== 'fargate');
  const trunked = fleet(({ group }) => group.branchLimit > 0);
  const windows = fleet(({ group }) => group.os === 'windows');
  const fargate = fleet(({ group }) => group.provisioner === 'fargate');
  for (const pod of plan.pods) {
    if (!pod.scheduled || pod.node !== undefined) {
      pod.node?.pods.push(pod);
      continue;
    }
    const needsTrunk = pod.claim !== undefined || pod.requestsBranch;
    const { podClass } = pod.workload;
    const target =
      podClass === 'windows'
        ? windows
        : podClass === 'fargate'
          ? fargate
          : needsTrunk
            ? trunked
            : linux;
    const node = target.next(pod.claim !== undefined);
    pod.node = node;
    node.pods.push(pod);
  }
  for (const pod of plan.pods) adoptClaim(pod);
}

/** A claimed interface hangs on the trunk of its pod's node; with two claims, of the pod that uses it. */
function adoptClaim(pod: Pod): void {
  const { claim, node } = pod;
  if (claim === undefined || node === undefined) return;
  if (claim.node !== undefined && !pod.usesClaim) return;
  if (claim.node === undefined || pod.usesClaim) claim.node = node;
}

/** Interfaces that no pod owns: forgotten by the controller, waiting for the cleaner, or another cluster's. */
export function addStrayBranches(
  plan: PodPlan,
  nodes: readonly Node[],
  faults: FaultLog,
  random: Random,
): void {
  const trunked = nodes.filter(({ group }) => group.branchLimit > 0);
  const declared = plan.branches.map((branch) => branch.groupIds).filter((ids) => ids.length > 0);
  const count = faultCount(plan.pods.length, 0.0004);
  const stray = (clusterName?: string): BranchInterface => {
    const groupIds = declared.length > 0 ? random.pick(declared) : at(trunked, 0).group.groupIds;
    const branch = plan.addBranch(groupIds, clusterName);
    branch.node = random.pick(trunked);
    return branch;
  };
  for (let index = 0; index < count; index += 1) {
    faults.add('orphan-branch-eni', stray().id);
    const cooling = stray();
    cooling.state = 'available';
    faults.add('available-branch-eni', cooling.id);
    faults.add('other-cluster-branch-eni', stray(`${CLUSTER_NAME}-staging`).id);
  }
}

/** Nodes filled in turn, so that none gets more pods or branch interfaces than it can carry. */
class Fleet {
  readonly #nodes: readonly Node[];
  readonly #branches = new Map<Node, number>();
  #cursor = 0;

  constructor(nodes: readonly Node[]) {
    this.#nodes = nodes;
  }

  next(takesBranch: boolean): Node {
    for (let tries = 0; tries < this.#nodes.length; tries += 1) {
      const node = at(this.#nodes, this.#cursor % this.#nodes.length);
      this.#cursor += 1;
      const branches = this.#branches.get(node) ?? 0;
      if (node.pods.length >= node.group.maxPods) continue;
      if (takesBranch && branches >= node.group.branchLimit) continue;
      if (takesBranch) this.#branches.set(node, branches + 1);
      return node;
    }
    throw new RangeError('no node has room for another pod');
  }
}

/** Gives every node its interfaces and every pod and branch interface its address. */
export function allotAddresses(
  plan: PodPlan,
  nodes: readonly Node[],
  network: Network,
  ids: Ids,
  random: Random,
): void {
  for (const branch of plan.branches) branch.node?.branches.push(branch);
  const allotter = new Allotter(network, ids, random);
  for (const node of nodes) allotter.node(node);
}

class Allotter {
  readonly #network: Network;
  readonly #ids: Ids;
  readonly #random: Random;
  #interfaces = 0;

  constructor(network: Network, ids: Ids, random: Random) {
    this.#network = network;
    this.#ids = ids;
    this.#random = random;
  }

  node(node: Node): void {
    const plain = node.pods.filter(needsNodeAddress);
    const prefixes =
      node.group.addressing === 'prefix' ? Math.ceil(plain.length / PREFIX_SIZE) + 1 : 0;
    const singles = 12 + node.branches.length + (prefixes === 0 ? plain.length + 4 : 0);
    const subnet = this.#network.nodeSubnet(node.zone, prefixes, singles);
    const interfaces =
      node.group.provisioner === 'fargate'
        ? [this.#fargate(node, subnet)]
        : prefixes > 0
          ? this.#withPrefixes(node, subnet, prefixes)
          : this.#withSecondaries(node, subnet, plain.length + 2);
    const primary = at(interfaces, 0);
    const stem = node.group.provisioner === 'fargate' ? 'fargate-ip' : 'ip';
    node.placed = {
      name: `${stem}-${toIpv4(primary.address).replaceAll('.', '-')}.${REGION}.compute.internal`,
      subnet,
      address: primary.address,
      interfaces,
    };
    this.#branches(node, subnet);
    this.#pods(node, interfaces, subnet);
  }

  /** Three prefixes on the primary interface, up to eight on each further one; a trunk beside them. */
  #withPrefixes(node: Node, subnet: Subnet, prefixes: number): readonly NodeInterface[] {
    const blocks = Array.from({ length: prefixes }, () => subnet.space.takePrefix());
    const interfaces = [
      this.#interface(node, subnet, 'primary', 0, { prefixes: blocks.slice(0, 3) }),
    ];
    for (let from = 3; from < prefixes; from += 8) {
      interfaces.push(
        this.#interface(node, subnet, 'secondary', interfaces.length, {
          prefixes: blocks.slice(from, from + 8),
        }),
      );
    }
    if (node.group.branchLimit > 0) {
      interfaces.push(this.#interface(node, subnet, 'trunk', interfaces.length, {}));
    }
    return interfaces;
  }

  /** Fourteen secondary addresses on an interface: what a t3.xlarge or m5.2xlarge has at most, or less. */
  #withSecondaries(node: Node, subnet: Subnet, wanted: number): readonly NodeInterface[] {
    const interfaces: NodeInterface[] = [];
    for (let left = wanted; left > 0 || interfaces.length === 0; left -= 14) {
      const secondaryAddresses = Array.from({ length: Math.min(14, left) }, () =>
        subnet.space.takeAddress(),
      );
      const role = interfaces.length === 0 ? 'primary' : 'secondary';
      interfaces.push(
        this.#interface(node, subnet, role, interfaces.length, { secondaryAddresses }),
      );
    }
    return interfaces;
  }

  /** A Fargate pod's interface wears the groups that its policies declare, or the cluster's. */
  #fargate(node: Node, subnet: Subnet): NodeInterface {
    const pod = at(node.pods, 0);
    const declared = pod.workload.policies.flatMap((policy) => policy.groupIds ?? []);
    const groupIds = declared.length > 0 ? [...new Set(declared)] : node.group.groupIds;
    return { ...this.#interface(node, subnet, 'fargate', 0, {}), groupIds };
  }

  #interface(
    node: Node,
    subnet: Subnet,
    role: NodeInterface['role'],
    deviceIndex: number,
    more: Partial<Pick<NodeInterface, 'prefixes' | 'secondaryAddresses'>>,
  ): NodeInterface {
    const index = this.#interfaces;
    this.#interfaces += 1;
    const hasIpv6 = node.group.ipv6 && role === 'primary';
    return {
      id: this.#ids.resource('eni', index),
      index,
      role,
      deviceIndex,
      address: subnet.space.takeAddress(),
      secondaryAddresses: more.secondaryAddresses ?? [],
      prefixes: more.prefixes ?? [],
      ipv6: hasIpv6 ? `${subnet.ipv6Base}${(0x1000 + index).toString(16)}` : undefined,
      groupIds: node.group.groupIds,
    };
  }

  #branches(node: Node, subnet: Subnet): void {
    for (const [position, branch] of node.branches.entries()) {
      branch.address = subnet.space.takeAddress();
      branch.vlan = position + 1;
      if (branch.groupIds.length === 0) branch.groupIds = node.group.groupIds;
    }
  }

  #pods(node: Node, interfaces: readonly NodeInterface[], subnet: Subnet): void {
    const slots = addressSlots(interfaces);
    const used: number[] = [];
    for (const pod of node.pods) {
      if (pod.phase === 'Pending') continue;
      if (pod.workload.podClass === 'host-network' || pod.workload.podClass === 'fargate') {
        pod.address = at(interfaces, 0).address;
      } else if (pod.usesClaim && pod.claim !== undefined) {
        pod.address = pod.claim.address;
      } else if (isOnTheWire(pod)) {
        pod.address = slots.next().value ?? subnet.space.takeAddress();
        used.push(pod.address);
      }
    }
    this.#reuse(node, used);
  }

  /** The address of an ended pod is often another's by now; its interface is gone. */
  #reuse(node: Node, used: readonly number[]): void {
    const listed = node.branches.filter((branch) => branch.state === 'in-use');
    for (const pod of node.pods) {
      if (isOnTheWire(pod) || pod.phase === 'Pending') continue;
      const heirs = pod.claim === undefined ? used : listed.map((branch) => branch.address);
      if (heirs.length > 0 && (pod.claim === undefined || this.#random.chance(0.5))) {
        pod.address = this.#random.pick(heirs);
        if (pod.claim !== undefined) pod.claim.address = pod.address;
      }
    }
  }
}

function needsNodeAddress(pod: Pod): boolean {
  return (
    isOnTheWire(pod) &&
    !pod.usesClaim &&
    pod.workload.podClass !== 'host-network' &&
    pod.workload.podClass !== 'fargate'
  );
}

function* addressSlots(interfaces: readonly NodeInterface[]): Generator<number, undefined> {
  for (const { prefixes, secondaryAddresses } of interfaces) {
    yield* secondaryAddresses;
    for (const base of prefixes) {
      for (let offset = 0; offset < PREFIX_SIZE; offset += 1) yield base + offset;
    }
  }
  return undefined;
}
