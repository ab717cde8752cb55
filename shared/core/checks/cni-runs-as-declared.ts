import type { Fix } from '../model/index.ts';
import { printable, shellWord } from '../text/index.ts';
import { defineCheck } from './contract/check.ts';
import { COMPLIANT, IDLE, NOT_JUDGED, unknown, violated } from './contract/outcome.ts';
import { cniEvidence } from './platform/cni-evidence.ts';
import { declaredDifferences, type Difference } from './platform/declared-differences.ts';
import { LISTED } from './pods/evidence.ts';

/** While EKS makes, changes or removes the add-on, the two may differ for a moment. */
const BUSY: ReadonlySet<string | null> = new Set(['CREATING', 'UPDATING', 'DELETING']);

const textOf = ({ name, declared, running }: Difference): string =>
  `${printable(name)} is ${printable(running)} (declared: ${printable(declared)})`;

const fixOf = (name: string, region: string | null): Fix => ({
  summary:
    'Decide which of the two is meant. Write it into the configuration of the add-on, and let EKS apply that: until then any update of the add-on may undo what runs.',
  commands: [
    [
      'aws eks update-addon --addon-name vpc-cni',
      `--cluster-name ${shellWord(name)}`,
      '--configuration-values file://vpc-cni.json --resolve-conflicts OVERWRITE',
      ...(region === null ? [] : [`--region ${shellWord(region)}`]),
    ].join(' '),
  ],
});

export const cniRunsAsDeclared = defineCheck({
  id: 'cni-runs-as-declared',
  reference: 'A-02',
  title: 'The VPC CNI runs with the settings that its add-on declares',
  severity: 'medium',
  over: 'cluster',
  needs: ['cni'],
  uses: ['addon', 'cluster'],
  messages: {
    differs: {
      severity: 'medium',
      text: 'The VPC CNI runs with other settings than its add-on declares: {differences}.',
    },
  },
  judge(_item, { addon, cni, cluster }, say) {
    if (addon.state === 'absent') return IDLE;
    // Not every CNI is an add-on, and who manages it himself has nothing to collect.
    if (addon.state === 'not-asked' || cni.daemonSet.state === 'absent') return NOT_JUDGED;
    if (addon.state === 'unseen') {
      return { kind: 'unknown', reasons: ['cni-config-unseen'], missing: [addon.source] };
    }
    if (cni.daemonSet.state === 'unseen') return unknown([], 'cni-config-unseen');
    if (BUSY.has(addon.status)) return NOT_JUDGED;
    if (addon.declared === null) return unknown([], 'malformed');
    const { settings } = cni.daemonSet;
    const { differences, isUnseen } = declaredDifferences(addon.declared, cni, settings);
    if (differences.length === 0) {
      return isUnseen ? unknown([], 'cni-config-unseen') : COMPLIANT;
    }
    const shown = differences.slice(0, LISTED);
    return violated({
      said: [say('differs', { differences: differences.map(textOf) })],
      expected: shown.map(({ name, declared }) => printable(`${name}=${declared}`)),
      observed: shown.map(({ name, running }) => printable(`${name}=${running}`)),
      evidence: [
        cniEvidence(
          Object.fromEntries(
            shown.map(({ name, running }) => [printable(name), printable(running)]),
          ),
        ),
        { kind: 'note', id: 'EKS add-on vpc-cni', status: addon.status },
      ],
      fix: fixOf(cluster.name, cluster.region),
    });
  },
  rationale:
    'The settings decide which groups a pod presents. What was set by hand on the DaemonSet holds until the add-on is updated, and then goes without a word: pods that start afterwards are wired by other settings.',
  unknownWhen:
    'The configuration of the add-on cannot be read, the DaemonSet was not seen, or a value comes from what was not seen. While EKS changes the add-on nothing is decided; a CNI that EKS does not manage, or of which EKS was not asked, is not judged.',
  remediation: {
    summary: 'Declare what is meant in the configuration of the add-on.',
    commands: [
      'aws eks update-addon --addon-name vpc-cni --cluster-name CLUSTER --configuration-values file://vpc-cni.json --resolve-conflicts OVERWRITE',
    ],
  },
  references: [
    'https://docs.aws.amazon.com/eks/latest/userguide/updating-an-add-on.html',
    'https://github.com/aws/amazon-vpc-cni-k8s/blob/master/README.md',
  ],
  since: '0.1.0',
});
