import { ACCOUNT_ID } from './cluster.ts';
import type { Ids } from './ids.ts';
import type { Group, Peer, PrefixList, Rule } from './plan.ts';

/** A protocol and its destination ports, both -1 for all. */
export interface Service {
  readonly protocol: string;
  readonly from: number;
  readonly to: number;
}

export const EVERYTHING: Service = { protocol: '-1', from: -1, to: -1 };
export const ANY_IPV4: Peer = { kind: 'ipv4', cidr: '0.0.0.0/0' };
export const ANY_IPV6: Peer = { kind: 'ipv6', cidr: '::/0' };

export function tcp(from: number, to = from): Service {
  return { protocol: 'tcp', from, to };
}

export function groupPeer({ id }: { readonly id: string }): Peer {
  return { kind: 'group', id, userId: ACCOUNT_ID };
}

export function cidrPeer(cidr: string): Peer {
  return { kind: 'ipv4', cidr };
}

export function listPeer({ id }: PrefixList): Peer {
  return { kind: 'prefix-list', id };
}

/** The rules of all groups as they are written down. */
export class RuleBook {
  readonly rules: Rule[] = [];
  readonly #ids: Ids;
  readonly #known = new Set<string>();

  constructor(ids: Ids) {
    this.#ids = ids;
  }

  ingress(group: Group, service: Service, peer: Peer, description = ''): void {
    this.#add(group, false, service, peer, description);
  }

  egress(group: Group, service: Service, peer: Peer): void {
    this.#add(group, true, service, peer, '');
  }

  /** What EC2 gives a new group. */
  openEgress(group: Group, ipv6: boolean): void {
    this.egress(group, EVERYTHING, ANY_IPV4);
    if (ipv6) this.egress(group, EVERYTHING, ANY_IPV6);
  }

  #add(group: Group, egress: boolean, service: Service, peer: Peer, description: string): void {
    // EC2 refuses a second rule that says the same (InvalidPermission.Duplicate).
    const key = JSON.stringify([group.id, egress, service, peer]);
    if (this.#known.has(key)) return;
    this.#known.add(key);
    this.rules.push({
      id: this.#ids.resource('sgr', this.rules.length),
      groupId: group.id,
      egress,
      protocol: service.protocol,
      fromPort: service.from,
      toPort: service.to,
      peer,
      description,
    });
  }
}
