import { afterAll, describe, expect, it } from '@jest/globals';
import type { FaultKind } from '../../bench/estate/faults.ts';
import type { PodDocument } from './estate-documents.ts';
import { makeEstate, removeEstates } from './estate-files.ts';
import { declaredFor } from './selector-oracle.ts';

afterAll(removeEstates);

const POD_ENI = 'vpc.amazonaws.com/pod-eni';

/** What one pod declares, claims and wears, as far as the written files tell. */
interface Sight {
  readonly pod: PodDocument;
  readonly declared: readonly string[];
  readonly claimed: string | undefined;
  readonly claimants: number;
  readonly claimedAddress: string | undefined;
  /** Undefined when no such interface is listed. */
  readonly worn: readonly string[] | undefined;
}

function isSubset(part: readonly string[], whole: readonly string[]): boolean {
  return part.every((one) => whole.includes(one));
}

function isRunning({ pod }: Sight): boolean {
  return pod.status.phase === 'Running';
}

/** The evidence of each fault of pods, as an auditor could see it. */
const SIGNS: Partial<Record<FaultKind, (sight: Sight) => boolean>> = {
  'policy-newer-than-pod': ({ declared, claimed }) => declared.length > 0 && claimed === undefined,
  'policy-edited-after-pod': ({ declared, worn }) =>
    worn !== undefined && worn.length < declared.length && isSubset(worn, declared),
  'missing-branch-eni': ({ declared, claimed }) => declared.length > 0 && claimed === undefined,
  'annotated-eni-unlisted': (sight) =>
    isRunning(sight) && sight.claimed !== undefined && sight.worn === undefined,
  'eni-extra-group': ({ declared, worn = [] }) =>
    worn.length > declared.length && isSubset(declared, worn),
  'eni-extra-group-reaches-store': ({ declared, worn = [] }) =>
    worn.length > declared.length && isSubset(declared, worn),
  'eni-missing-group': ({ declared, worn = [] }) => !isSubset(declared, worn),
  'instance-group-fallback': ({ declared, worn = [] }) => !declared.some((id) => worn.includes(id)),
  'duplicate-claim': ({ claimants, claimedAddress, pod }) =>
    claimants === 2 && claimedAddress !== pod.status.podIP,
  'cni-not-using-branch': ({ claimedAddress, pod, worn }) =>
    worn !== undefined && claimedAddress !== pod.status.podIP,
  'label-drift': ({ declared, claimed, pod }) =>
    declared.length > 0 &&
    claimed === undefined &&
    pod.metadata.managedFields.some(({ manager }) => manager === 'kubectl-label'),
  'completed-with-annotation': ({ pod, claimed, worn }) =>
    pod.status.phase === 'Succeeded' && claimed !== undefined && worn === undefined,
  'evicted-with-annotation': ({ pod, claimed, worn }) =>
    pod.status.phase === 'Failed' && claimed !== undefined && worn === undefined,
  pending: ({ pod }) => pod.status.phase === 'Pending' && pod.status.podIP === undefined,
  terminating: (sight) => isRunning(sight) && sight.pod.metadata.deletionTimestamp !== undefined,
  young: ({ pod }) =>
    Date.parse('2026-11-20T09:00:00Z') - Date.parse(pod.metadata.creationTimestamp) <= 120_000,
};

describe('the deliberate faults of an estate', () => {
  const estate = makeEstate({ pods: 4000, stores: 150, groups: 600, seed: 5 }, 'collected');
  const sights = sightsOf(estate);

  it.each(Object.entries(SIGNS))('show in the written pods: %s', (kind, sign) => {
    const subjects = estate.plan.faults.filter((fault) => fault.kind === kind);
    expect(subjects.length).toBeGreaterThan(0);
    for (const { subject } of subjects) {
      const sight = sights.get(subject);
      expect({ subject, shows: sight !== undefined && sign(sight) }).toEqual({
        subject,
        shows: true,
      });
    }
  });

  it('show in the rules of the stores that are open to nodes, and in what the stray interfaces lack', () => {
    const stores = new Map(estate.plan.stores.map((store) => [store.arn, store]));
    const open = estate.plan.faults.filter(({ kind }) => kind === 'store-open-to-nodes');
    const rules = estate.items('ec2/describe-security-group-rules.json');
    for (const { subject } of open) {
      const store = stores.get(subject);
      const admits = rules.some(
        (rule) =>
          rule.GroupId === store?.groups[0]?.id &&
          rule.FromPort === store.port &&
          rule.ReferencedGroupInfo?.GroupId === estate.plan.groups.node.id,
      );
      expect({ subject, admits }).toEqual({ subject, admits: true });
    }
    const claimed = new Set([...sights.values()].map((sight) => sight.claimed));
    const listed = estate.items('ec2/describe-network-interfaces.json');
    for (const { kind, subject } of estate.plan.faults) {
      if (!kind.endsWith('-branch-eni') || kind === 'missing-branch-eni') continue;
      expect(claimed.has(subject)).toBe(false);
      const stray = listed.find((one) => one.NetworkInterfaceId === subject);
      expect(stray?.Status).toBe(kind === 'available-branch-eni' ? 'available' : 'in-use');
    }
  });
});

function sightsOf(estate: ReturnType<typeof makeEstate>): ReadonlyMap<string, Sight> {
  const pods = estate.items('k8s/pods.json');
  const policies = estate.items('k8s/securitygrouppolicies.json');
  const labelsOf = new Map(
    estate
      .items('k8s/serviceaccounts.json')
      .map(({ metadata }) => [`${metadata.namespace}/${metadata.name}`, metadata.labels ?? {}]),
  );
  const interfaces = new Map(
    estate
      .items('ec2/describe-network-interfaces.json')
      .map((one) => [one.NetworkInterfaceId, one]),
  );
  const claims = pods.map((pod): { eniId?: string; privateIp?: string } => {
    const text = pod.metadata.annotations?.[POD_ENI];
    const entries: readonly { eniId: string; privateIp: string }[] =
      text === undefined ? [] : JSON.parse(text);
    return entries[0] ?? {};
  });
  const counts = Map.groupBy(claims, ({ eniId }) => eniId);
  return new Map(
    pods.map((pod, index) => {
      const { namespace, name } = pod.metadata;
      const { eniId, privateIp } = claims[index] ?? {};
      const labels = labelsOf.get(`${namespace}/${pod.spec.serviceAccountName}`) ?? {};
      const sight = {
        pod,
        declared: declaredFor(pod, labels, policies),
        claimed: eniId,
        claimants: counts.get(eniId)?.length ?? 0,
        claimedAddress: privateIp,
        worn: interfaces.get(eniId ?? '')?.Groups.map(({ GroupId }) => GroupId),
      };
      return [`${namespace}/${name}`, sight] as const;
    }),
  );
}
