import type { Evidence } from '../model/index.ts';
import { printable } from './contract/message.ts';
import { compareAnnotation, type Difference } from './pods/annotated-facts.ts';
import { interfaceEvidence } from './pods/evidence.ts';
import { LINUX, unlessJudgeable } from './pods/judgeable.ts';
import { isOnItsBranch } from './pods/pod-address.ts';
import { definePodCheck } from './pods/pod-check.ts';
import { hasAnnotation, namesOf, type PodFacts } from './pods/pod-facts.ts';
import { POD_COMPLIANT, POD_NOT_JUDGED, podUnknown, podViolation } from './pods/pod-outcome.ts';

const inWords = ({ what, expected, observed }: Difference): string =>
  `${what} ${observed} instead of ${expected}`;

function nodeEvidence({ view: { node } }: PodFacts): readonly Evidence[] {
  if (node === null) return [];
  const { instanceId, trunk } = node;
  return [
    { kind: 'node', id: printable(node.node.name), instance: instanceId, trunk: trunk?.id ?? null },
  ];
}

/** An annotation that nobody asked for, and one that names what the pod does not stand on, are told by other checks. */
const isToldElsewhere = (pod: PodFacts): boolean =>
  pod.view.pod.eniRequests === 0 || isOnItsBranch(pod) === 'no';

export const annotationAgreesWithEc2 = definePodCheck({
  id: 'annotation-agrees-with-ec2',
  reference: 'C-05',
  title: 'The annotation of a pod says what EC2 says of its branch ENI',
  severity: 'high',
  needs: ['pods', 'interfaces'],
  uses: ['nodes', 'cluster'],
  settles: 'start',
  before:
    'Find out in CloudTrail and in the Kubernetes audit log who changed the ENI, its tags or the annotation.',
  messages: {
    differs: {
      severity: 'high',
      text: 'Annotation, node and {eni} of pod {pod} do not agree: {differences}.',
    },
    absent: {
      severity: 'high',
      text: 'Pod {pod} runs with an annotation that names {eni}, and EC2 knows no such interface.',
    },
  },
  judgePod(pod, views, say) {
    const { view } = pod;
    const other = unlessJudgeable(pod, LINUX, hasAnnotation(pod));
    if (other !== null) return other;
    if (view.claim === null) return podUnknown([], 'malformed');
    if (isToldElsewhere(pod)) return POD_NOT_JUDGED;
    const { entry, interface: eni } = view.claim;
    const named = { pod: namesOf(pod), eni: entry.eniId };
    if (eni === null) {
      const { interfaces } = views;
      if (interfaces.isHiding) return podUnknown([], 'managed-interfaces-hidden');
      if (!interfaces.wouldShow(view.pod.startedAt)) return podUnknown([], 'interfaces-unseen');
      const said = say('absent', named);
      return podViolation({ said, expected: [entry.eniId], observed: [], evidence: [] });
    }
    const { differences, unseen } = compareAnnotation({ pod, entry, eni, views });
    if (differences.length === 0) {
      return unseen.length > 0 ? podUnknown(unseen, 'identity-unknown') : POD_COMPLIANT;
    }
    return podViolation({
      said: say('differs', { ...named, differences: differences.map(inWords) }),
      expected: differences.map(({ what, expected }) => printable(`${what} ${expected}`)),
      observed: differences.map(({ what, observed }) => printable(`${what} ${observed}`)),
      evidence: [interfaceEvidence(eni), ...nodeEvidence(pod)],
    });
  },
  rationale:
    'The CNI wires a pod by what the annotation says: interface, address, VLAN. When EC2, the controller’s tags or the node say otherwise, somebody has changed one of them, or controller and EC2 have parted; whose traffic runs through which ENI is then not sure.',
  unknownWhen:
    'The ENI is in no listing, or the lists of pods and ENIs were read too far apart to tell that it does not exist; the annotation cannot be read; the node, its trunk or the subnet was not seen; or the node is one of EKS Auto Mode and the tags are others than the controller’s.',
  remediation: {
    summary:
      'Find out in CloudTrail and in the Kubernetes audit log who changed the ENI, its tags or the annotation, then replace the pods.',
    commands: [
      'kubectl get pod NAME --namespace NAMESPACE --output yaml --show-managed-fields',
      'aws ec2 describe-network-interfaces --network-interface-ids ENI',
    ],
  },
  references: [
    'https://github.com/aws/amazon-vpc-resource-controller-k8s/blob/master/pkg/provider/branch/trunk/trunk.go',
    'https://github.com/aws/amazon-vpc-cni-k8s/blob/master/pkg/ipamd/rpc_handler.go',
  ],
  since: '0.1.0',
});
