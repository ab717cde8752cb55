import { type BranchView, interfaceKind } from '../estate/index.ts';
import { compareText, type Evidence } from '../model/index.ts';
import { defineCheck } from './contract/check.ts';
import { printable } from './contract/message.ts';
import { COMPLIANT, IDLE, NOT_APPLICABLE, unknown, violated } from './contract/outcome.ts';
import { type Lane, laneOf } from './interfaces/vlan.ts';
import { firstOf, interfaceEvidence, podEvidence } from './pods/evidence.ts';
import { shellWord } from '../text/index.ts';

interface SharedLane {
  readonly lane: Lane;
  readonly branches: readonly BranchView[];
}

/** VLANs that more than one interface has, in the order of trunk and VLAN. */
function sharedLanes(branches: readonly BranchView[]): readonly SharedLane[] {
  const lanes = new Map<string, { lane: Lane; branches: BranchView[] }>();
  for (const branch of branches) {
    const lane = laneOf(branch);
    if (lane === null) continue;
    const key = `${lane.trunk} ${lane.vlan}`;
    const known = lanes.get(key);
    if (known === undefined) lanes.set(key, { lane, branches: [branch] });
    else known.branches.push(branch);
  }
  return [...lanes.values()]
    .filter((one) => one.branches.length > 1)
    .toSorted((a, b) => compareText(a.lane.trunk, b.lane.trunk) || a.lane.vlan - b.lane.vlan);
}

/** An annotation may name any interface; only branches have a VLAN. */
const isInUse = ({ interface: eni }: BranchView): boolean =>
  eni.status === 'in-use' && interfaceKind(eni) === 'branch';

const idsOf = ({ branches }: SharedLane): readonly string[] =>
  branches.map((branch) => branch.interface.id);

const inWords = (shared: SharedLane): string =>
  `VLAN ${shared.lane.vlan} of ${shared.lane.trunk}: ${idsOf(shared).join(', ')}`;

function evidenceOf(shared: readonly SharedLane[]): readonly Evidence[] {
  const branches = shared.flatMap((one) => one.branches);
  const pods = new Set(branches.flatMap(({ claimants }) => claimants));
  return [
    ...firstOf(
      'interfaces',
      branches.map((branch) => interfaceEvidence(branch.interface)),
    ),
    ...firstOf('pods', [...pods].map(podEvidence)),
  ];
}

export const vlanIsUniqueOnItsTrunk = defineCheck({
  id: 'vlan-is-unique-on-its-trunk',
  reference: 'C-13',
  title: 'Branch ENIs of one trunk have different VLANs',
  severity: 'high',
  over: 'node',
  needs: ['interfaces', 'nodes'],
  uses: ['pods'],
  messages: {
    shared: {
      severity: 'high',
      text: 'On node {node}, {enis} have VLAN {vlan} of trunk {trunk} in common: the packets of one may run through another.',
    },
  },
  judge(node, { interfaces, pods }, say) {
    // How Auto Mode numbers its interfaces is not published.
    if (node.isAutoMode) return NOT_APPLICABLE;
    const branches = interfaces.onNode(node).filter(isInUse);
    const shared = sharedLanes(branches);
    const [first] = shared;
    if (first === undefined) {
      // A pod that was not seen may place an interface here that has no tags.
      const isAnyAdrift = !pods.complete && interfaces.onNode(null).some(isInUse);
      if (isAnyAdrift) return unknown(['pods-unseen'], 'pods-unseen');
      if (branches.length === 0) return IDLE;
      const isClear = branches.every((branch) => laneOf(branch) !== null);
      return isClear ? COMPLIANT : unknown(['identity-unknown'], 'identity-unknown');
    }
    const name = printable(node.node.name);
    const nodeEvidence = { kind: 'node', id: name, instance: node.instanceId } as const;
    return violated({
      said: [
        say('shared', {
          node: name,
          enis: idsOf(first),
          vlan: first.lane.vlan,
          trunk: first.lane.trunk,
        }),
      ],
      expected: ['one branch ENI for each VLAN'],
      observed: shared.map((one) => printable(inWords(one))),
      evidence: [nodeEvidence, ...evidenceOf(shared)],
      fix: {
        summary:
          'Drain and replace the node, and open a case with AWS Support: the controller has lost count of its VLANs.',
        commands: [
          `kubectl drain ${shellWord(node.node.name)} --ignore-daemonsets --delete-emptydir-data`,
        ],
      },
    });
  },
  rationale:
    'A trunk tells its branch ENIs apart by VLAN alone. Two pods on one VLAN share what groups and addresses are meant to keep apart.',
  unknownWhen:
    'A branch ENI in use has neither the tag of its VLAN nor a pod whose annotation names it, pods are missing that may have one without tags, or interfaces are missing from the list.',
  remediation: {
    summary: 'Drain and replace the node, and open a case with AWS Support.',
    commands: ['kubectl drain NODE --ignore-daemonsets --delete-emptydir-data'],
  },
  references: [
    'https://github.com/aws/amazon-vpc-resource-controller-k8s/blob/master/pkg/provider/branch/trunk/trunk.go',
  ],
  since: '0.1.0',
});
