import { awsId } from './identifiers.ts';
import type { NodeKey } from './lab.ts';
import { privateDnsName, privateSubnets, type Subnet } from './place.ts';

/** An m5.large of the managed node group `default`: three interfaces, nine branch ENIs. */
export interface NodePlace {
  readonly key: NodeKey;
  readonly name: string;
  readonly instanceId: string;
  readonly subnet: Subnet;
  readonly address: string;
  /** Prefix delegation: ordinary pods take their addresses out of /28 prefixes, not addresses, of an ENI. */
  readonly primary: { readonly eniId: string; readonly prefix: string };
  readonly secondary: { readonly eniId: string; readonly address: string; readonly prefix: string };
  readonly trunk: { readonly eniId: string; readonly address: string };
}

interface Addresses {
  readonly primary: string;
  readonly primaryPrefix: string;
  readonly secondary: string;
  readonly secondaryPrefix: string;
  readonly trunk: string;
}

const place = (key: NodeKey, subnet: Subnet, addresses: Addresses): NodePlace => ({
  key,
  name: privateDnsName(addresses.primary),
  instanceId: awsId('i', `node ${key}`),
  subnet,
  address: addresses.primary,
  primary: { eniId: awsId('eni', `node ${key} primary`), prefix: addresses.primaryPrefix },
  secondary: {
    eniId: awsId('eni', `node ${key} secondary`),
    address: addresses.secondary,
    prefix: addresses.secondaryPrefix,
  },
  trunk: { eniId: awsId('eni', `node ${key} trunk`), address: addresses.trunk },
});

const [zoneA, zoneB, zoneC] = privateSubnets;

export const nodes: Readonly<Record<NodeKey, NodePlace>> = {
  a: place('a', zoneA, {
    primary: '10.42.108.21',
    primaryPrefix: '10.42.104.64/28',
    secondary: '10.42.121.7',
    secondaryPrefix: '10.42.116.16/28',
    trunk: '10.42.99.140',
  }),
  b: place('b', zoneB, {
    primary: '10.42.141.90',
    primaryPrefix: '10.42.133.32/28',
    secondary: '10.42.150.201',
    secondaryPrefix: '10.42.146.192/28',
    trunk: '10.42.130.62',
  }),
  c: place('c', zoneC, {
    primary: '10.42.170.33',
    primaryPrefix: '10.42.163.128/28',
    secondary: '10.42.183.12',
    secondaryPrefix: '10.42.178.80/28',
    trunk: '10.42.165.245',
  }),
};

export const allNodes: readonly NodePlace[] = [nodes.a, nodes.b, nodes.c];
