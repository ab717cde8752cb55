import { interfaceKind, type Estate, type StoreView } from '../../core/estate/index.ts';
import {
  type GroupId,
  type InstanceId,
  type InterfaceId,
  type NetworkInterface,
  type Rule,
  sortedUnique,
} from '../../core/model/index.ts';
import { formatPrefix, IpSet, type Prefix } from '../../core/net/index.ts';

/** Clients of a store that are no pods, as its rules admit them. */
export interface OtherClients {
  readonly groups: readonly GroupId[];
  readonly cidrs: readonly string[];
  /** Ranges that are admitted and hold nodes or pods: who comes from there is not known by the address. */
  readonly leftOut: readonly string[];
}

/** What stands for pods, nodes, stores and the control plane: other checks speak of these. */
const OWN_KINDS: ReadonlySet<string> = new Set(['branch', 'control-plane', 'data-service']);

/** Tells who else there is, for all stores of an estate. */
export class ClientReader {
  readonly #estate: Estate;
  readonly #nodes: ReadonlySet<InstanceId>;
  readonly #worn: ReadonlySet<InterfaceId>;
  readonly #ownGroups: ReadonlySet<GroupId>;
  readonly #ownAddresses: IpSet;

  constructor(estate: Estate) {
    const { clusters, network } = estate;
    this.#estate = estate;
    this.#nodes = new Set(
      clusters.flatMap(({ nodes }) => nodes.flatMap(({ instanceId }) => instanceId ?? [])),
    );
    this.#worn = new Set(
      clusters.flatMap(({ pods }) =>
        pods.flatMap(({ worn }) => (worn.state === 'known' ? [worn.interface.id] : [])),
      ),
    );
    this.#ownGroups = new Set(
      clusters.flatMap(({ nodeGroups, clusterGroupId }) => [
        ...nodeGroups,
        ...(clusterGroupId === null ? [] : [clusterGroupId]),
      ]),
    );
    this.#ownAddresses = clusters
      .flatMap(({ subnetIds }) => [...subnetIds])
      .reduce((all, id) => all.union(network.subnets.get(id)?.cidrs ?? IpSet.empty), IpSet.empty);
  }

  #isOther(eni: NetworkInterface): boolean {
    const instance = eni.attachment?.instanceId ?? null;
    const isNode = instance !== null && this.#nodes.has(instance);
    return !isNode && !this.#worn.has(eni.id) && !OWN_KINDS.has(interfaceKind(eni));
  }

  #prefixesOf({ peer }: Rule): readonly Prefix[] {
    if (peer.kind === 'cidr') return [peer.prefix];
    if (peer.kind === 'group') return [];
    return this.#estate.network.prefixLists.get(peer.id)?.prefixes ?? [];
  }

  clientsOf({ doors }: StoreView): OtherClients {
    const rules = doors.flatMap(({ ingress }) => ingress.rules);
    const named = rules.flatMap(({ peer }) => (peer.kind === 'group' ? [peer.groupId] : []));
    const groups = named
      .filter((group) => !this.#ownGroups.has(group))
      .filter((group) => this.#estate.wearers.get(group)?.some((eni) => this.#isOther(eni)));
    const prefixes = rules.flatMap((rule) => this.#prefixesOf(rule));
    const holdsOwn = (prefix: Prefix): boolean =>
      IpSet.fromPrefixes([prefix]).overlaps(this.#ownAddresses);
    return {
      groups: sortedUnique(groups),
      cidrs: sortedUnique(prefixes.filter((one) => !holdsOwn(one)).map(formatPrefix)),
      leftOut: sortedUnique(prefixes.filter(holdsOwn).map(formatPrefix)),
    };
  }
}
