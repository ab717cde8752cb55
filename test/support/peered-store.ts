import {
  type AwsScope,
  type Listing,
  type Peering,
  type Snapshot,
  toPeeringId,
} from '../../shared/core/model/index.ts';
import { must } from './counter.ts';
import { ACCOUNT, prefix, REGION, routeTableId, vpcId } from './identifiers.ts';
import {
  aGroup,
  aNacl,
  anEgress,
  anIngress,
  anInterface,
  aRoute,
  aRouteTable,
  aSubnet,
  aVpc,
} from './network.ts';
import { aDatabase } from './stores.ts';

const PEERING = must(toPeeringId('pcx-1'));

const side = (vpc: string, cidr: string): Peering['requester'] => ({
  vpcId: vpcId(vpc),
  ownerId: ACCOUNT,
  region: REGION,
  cidrs: [prefix(cidr)],
});

/** A database `ledger` in another VPC (`10.1.0.0/16`), with a peering between the two. */
export interface PeeredStore {
  /** What `sg-ledger` admits. */
  readonly peers: readonly string[];
  /** Where its interface is seen; without it anywhere in `10.1.1.0/24`. */
  readonly address?: string;
}

const more = <T>(listing: Listing<T>, ...items: readonly T[]): Listing<T> => ({
  ...listing,
  items: [...listing.items, ...items],
});

const rules = (peers: readonly string[]) =>
  peers.map((peer) => {
    const rule = anIngress('sg-ledger', peer);
    const overPeering = { peeringId: PEERING, peeringStatus: 'active' };
    return rule.peer.kind === 'group' ? { ...rule, peer: { ...rule.peer, ...overPeering } } : rule;
  });

function withStore(scope: AwsScope, { peers, address }: PeeredStore): AwsScope {
  const toPeer = { kind: 'peering', id: PEERING } as const;
  const far = { vpcId: vpcId('vpc-data') };
  const eni = anInterface({
    vpc: 'vpc-data',
    subnet: 'subnet-far',
    ips: address === undefined ? [] : [address],
    groups: ['sg-ledger'],
    description: 'RDSNetworkInterface',
    requesterId: 'amazon-rds',
  });
  return {
    ...scope,
    vpcs: more(scope.vpcs, aVpc('vpc-data', ['10.1.0.0/16'])),
    subnets: more(scope.subnets, aSubnet('subnet-far', ['10.1.1.0/24'], far)),
    nacls: more(scope.nacls, aNacl(['subnet-far'], far)),
    peerings: more(scope.peerings, {
      id: PEERING,
      status: 'active',
      requester: side('vpc-main', '10.0.0.0/16'),
      accepter: side('vpc-data', '10.1.0.0/16'),
    }),
    routeTables: more(
      {
        ...scope.routeTables,
        items: scope.routeTables.items.map((table) => ({
          ...table,
          routes: [...table.routes, aRoute('10.1.0.0/16', toPeer)],
        })),
      },
      aRouteTable({
        ...far,
        id: routeTableId('rtb-far'),
        routes: [aRoute('10.1.0.0/16', { kind: 'local' }), aRoute('10.0.0.0/16', toPeer)],
      }),
    ),
    dbInstances: more(
      scope.dbInstances,
      aDatabase({ id: 'ledger', vpc: 'vpc-data', subnets: ['subnet-far'], groups: ['sg-ledger'] }),
    ),
    groups: more(scope.groups, aGroup('sg-ledger', far)),
    rules: more(scope.rules, anEgress('sg-ledger'), ...rules(peers)),
    interfaces: address === undefined ? scope.interfaces : more(scope.interfaces, eni),
  };
}

export const withPeeredStore = (lab: Snapshot, store: PeeredStore): Snapshot => ({
  ...lab,
  scopes: lab.scopes.map((scope) => withStore(scope, store)),
});
