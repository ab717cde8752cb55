/** What an estate contains on purpose. Each kind occurs at least once where the estate has a subject for it. */
export type FaultKind = PodFaultKind | PolicyFaultKind | InterfaceFaultKind | StoreFaultKind;

export type PodFaultKind =
  | 'policy-newer-than-pod'
  | 'policy-edited-after-pod'
  | 'missing-branch-eni'
  | 'annotated-eni-unlisted'
  | 'eni-extra-group'
  | 'eni-missing-group'
  | 'eni-extra-group-reaches-store'
  | 'instance-group-fallback'
  | 'duplicate-claim'
  | 'cni-not-using-branch'
  | 'label-drift'
  | 'completed-with-annotation'
  | 'evicted-with-annotation'
  | 'pending'
  | 'terminating'
  | 'young';

export type PolicyFaultKind = 'inert-policy' | 'invalid-policy' | 'policy-names-gone-group';

export type InterfaceFaultKind =
  'orphan-branch-eni' | 'available-branch-eni' | 'other-cluster-branch-eni';

export type StoreFaultKind =
  | 'store-open-to-nodes'
  | 'store-open-to-vpc-cidr'
  | 'store-open-to-internet'
  | 'store-open-by-prefix-list'
  | 'store-open-over-ipv6'
  | 'store-ports-too-wide'
  | 'store-wears-default-group'
  | 'store-shares-group-with-pods'
  | 'store-names-gone-group'
  | 'store-names-foreign-group'
  | 'store-names-stale-peer'
  | 'egress-blocks-intended-pods';

export interface Fault {
  readonly kind: FaultKind;
  /** `namespace/name` of a pod or policy, the id of an interface or group, the ARN of a store. */
  readonly subject: string;
}

/** Collects the faults while an estate is planned. */
export class FaultLog {
  readonly #faults: Fault[] = [];

  add(kind: FaultKind, subject: string): void {
    this.#faults.push({ kind, subject });
  }

  all(): readonly Fault[] {
    return this.#faults;
  }
}

/** How many subjects a fault gets: one at least, and then in proportion. */
export function faultCount(population: number, rate: number): number {
  return Math.max(1, Math.floor(population * rate));
}
