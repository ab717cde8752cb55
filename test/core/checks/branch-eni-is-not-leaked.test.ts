import { describe, expect, it } from '@jest/globals';
import { reconcile, type Sighting } from '../../../shared/core/findings/index.ts';
import type { NetworkInterface } from '../../../shared/core/model/index.ts';
import { CHECK_EXAMPLES } from '../../support/check-examples.ts';
import { briefly, judgeSnapshot, MAIN, undecidedBriefly, workload } from '../../support/judged.ts';
import { podEni } from '../../support/kubernetes.ts';
import { aLab, aNodePod, type LabParts } from '../../support/lab.ts';
import {
  aBranchEni,
  anInterface,
  aTrunkEni,
  type InterfaceOverrides,
} from '../../support/network.ts';
import { lost, truncated } from '../../support/snapshot.ts';
import { NOW } from '../../support/times.ts';

const ID = 'branch-eni-is-not-leaked';
const MINUTE = 60_000;

const judgeParts = (parts: LabParts) => judgeSnapshot(aLab({ branchPods: [], ...parts })).of(ID);

const leaked = (overrides: InterfaceOverrides = {}) =>
  aBranchEni({
    id: 'eni-leak',
    ips: ['10.0.1.199'],
    groups: ['sg-x'],
    status: 'available',
    ...overrides,
  });

const subject = { kind: 'interfaces', cluster: MAIN, name: 'default', group: 'sg-x' } as const;

describe('no branch ENI stays behind unassociated', () => {
  it('is compliant when none does', () => {
    const judgement = judgeParts({});
    expect(judgement.violations).toEqual([]);
    expect(judgement.disposition(subject)).toBe('compliant');
  });

  it('is violated in its example, and worse where the group opens a data store', () => {
    const { violations } = judgeSnapshot(CHECK_EXAMPLES[ID]?.snapshot() ?? aLab()).of(ID);
    expect(violations.map(briefly)).toEqual(['interfaces default sg-pods medium']);
    expect(violations[0]?.settling).toEqual({ provenSince: null, windowMs: 65 * MINUTE });
    const other = judgeParts({ interfaces: [leaked()] }).violations;
    expect(other.map(briefly)).toEqual(['interfaces default sg-x low']);
    expect(other[0]?.message).toBe(
      'Left behind by node group default, attached to nothing: eni-leak with sg-x.',
    );
    expect(other[0]?.fix.commands).toEqual([
      'aws ec2 delete-network-interface --network-interface-id eni-leak',
    ]);
  });

  it('tells ENIs of one node group and one set of groups together, others apart', () => {
    const { violations } = judgeParts({
      interfaces: [
        leaked({ id: 'eni-a' }),
        leaked({ id: 'eni-b' }),
        leaked({ id: 'eni-c', groups: ['sg-y'] }),
      ],
    });
    expect(violations.map(({ observed }) => observed)).toEqual([['eni-a', 'eni-b'], ['eni-c']]);
  });

  it('is told under the workload that had it last', () => {
    const ended = aNodePod({
      workload: 'Job/report',
      phase: 'Succeeded',
      podEni: podEni('eni-leak', '10.0.1.199'),
    });
    const judgement = judgeParts({ interfaces: [leaked()], pods: [ended] });
    expect(judgement.violations.map(briefly)).toEqual(['workload shop Job/report low']);
    expect(judgement.disposition(workload('Job/report'))).toBe('violation');
  });

  it('leaves out ENIs in use, ENIs of living pods, those of other clusters and those of other makers', () => {
    const owned = aNodePod({ podEni: podEni('eni-own', '10.0.1.197'), phase: 'Pending', ips: [] });
    const judgement = judgeParts({
      pods: [owned],
      interfaces: [
        leaked({ id: 'eni-used', status: 'in-use' }),
        leaked({ id: 'eni-own', ips: ['10.0.1.197'] }),
        {
          ...leaked({ id: 'eni-other' }),
          tags: new Map([['kubernetes.io/cluster/other', 'owned']]),
        },
        anInterface({ status: 'available' }),
      ],
    });
    expect(judgement.violations).toEqual([]);
    expect(judgement.undecided).toEqual([]);
    expect(judgement.disposition(subject)).toBe('compliant');
  });

  it('is unknown while pods are missing, while one of the node cannot be read, and without the node', () => {
    const rows = (parts: LabParts) =>
      judgeParts({ interfaces: [leaked()], ...parts }).undecided.map(undecidedBriefly);
    expect(rows({ cluster: { pods: truncated([aNodePod()], 'k8s/pods.json') } })).toContain(
      'interfaces default sg-x pods-unseen',
    );
    const garbled = aNodePod({ podEni: { state: 'malformed', detail: 'cut off' } });
    expect(rows({ pods: [garbled] })).toEqual(['interfaces default sg-x malformed']);
    expect(rows({ cluster: { nodes: lost('k8s/nodes.json') } })).toEqual([
      'interfaces unknown sg-x identity-unknown',
    ]);
  });

  it('is violated in half a list of interfaces, and never compliant by it', () => {
    const cut = (...interfaces: readonly NetworkInterface[]) =>
      judgeParts({
        scope: {
          interfaces: truncated(
            [aTrunkEni(), ...interfaces],
            'ec2/describe-network-interfaces.json',
          ),
        },
      });
    expect(cut(leaked()).violations).toHaveLength(1);
    expect(cut(leaked({ status: 'in-use' })).disposition(subject)).toBe('unknown');
  });
});

describe('a released ENI', () => {
  const audit = (now: number, sightings: readonly Sighting[], ...ids: readonly string[]) => {
    const interfaces = ids.map((id) => leaked({ id }));
    const snapshot = aLab({ branchPods: [], interfaces });
    const { judgement } = judgeSnapshot(snapshot, { only: new Set([ID]) });
    return reconcile({ judgement, open: [], resolved: [], sightings, now });
  };

  it('is no finding before two runs of the controller’s cleaner, and never without a ledger', () => {
    const first = audit(NOW, [], 'eni-a');
    const { record } = first.sightings;
    expect(first.settling.map(({ until }) => until)).toEqual([NOW + 65 * MINUTE]);
    expect(audit(NOW + 64 * MINUTE, record, 'eni-a').raised).toEqual([]);
    expect(audit(NOW + 65 * MINUTE, record, 'eni-a').raised).toHaveLength(1);
    expect(audit(NOW + 65 * MINUTE, [], 'eni-a').raised).toEqual([]);
  });

  it('starts anew with another ENI of the same owner', () => {
    const { record } = audit(NOW, [], 'eni-a').sightings;
    expect(audit(NOW + 65 * MINUTE, record, 'eni-b').raised).toEqual([]);
  });
});
