import type { Evidence } from '../model/index.ts';
import type { Settings } from '../settings/index.ts';
import { defineCheck } from './contract/check.ts';
import { printable, type Say } from './contract/message.ts';
import {
  COMPLIANT,
  IDLE,
  NOT_APPLICABLE,
  NOT_JUDGED,
  type Outcome,
  unknown,
  violated,
} from './contract/outcome.ts';
import type { TemplatedWorkload } from './contract/template-views.ts';
import { firstOf, podEvidence, policyEvidence } from './pods/evidence.ts';
import { firstLines } from './policies/listed.ts';
import { declaredFor, type DeclaredFor, mayHaveGroups } from './policies/declared-for.ts';

/** Of Fargate, where the quota of the account does not count (resource controller, README). */
const GROUPS_OF_FARGATE_POD = 5;

const limitOf = ({ class: podClass }: DeclaredFor, { groupsPerInterface }: Settings): number =>
  podClass === 'fargate' ? GROUPS_OF_FARGATE_POD : groupsPerInterface;

const messages = {
  quota: {
    severity: 'medium',
    text: 'Policies declare {count} groups for {workload}, and {limit} fit on one interface: no new pod of it can start.',
  },
  fargate: {
    severity: 'medium',
    text: 'Policies declare {count} groups for Fargate pods of {workload}, which take {limit} at most: no new one can start.',
  },
} as const;

const worstOf = (over: readonly [DeclaredFor, ...DeclaredFor[]]): DeclaredFor =>
  over.reduce((worst, one) => (one.groups.length > worst.groups.length ? one : worst));

function tell(
  { namespace, name }: TemplatedWorkload,
  over: readonly [DeclaredFor, ...DeclaredFor[]],
  settings: Settings,
  say: Say<typeof messages>,
): Outcome {
  const worst = worstOf(over);
  const limit = limitOf(worst, settings);
  const workload = `${namespace}/${name}`;
  const pods = over.flatMap(({ pod }) => (pod === null ? [] : [podEvidence(pod)]));
  const about: Evidence = { kind: 'workload', id: printable(workload), pods: pods.length };
  return violated({
    said: [
      say(worst.class === 'fargate' ? 'fargate' : 'quota', {
        count: worst.groups.length,
        workload,
        limit,
      }),
    ],
    expected: [`at most ${limit} groups`],
    observed: firstLines(worst.groups.map(printable)),
    evidence: [
      about,
      ...firstOf('pods', pods),
      ...firstOf('policies', worst.matched.map(policyEvidence)),
    ],
    fix: {
      summary:
        'Let fewer policies match, or merge their groups. For pods on EC2 the quota can be raised to 16: state it as groupsPerInterface.',
      commands: ['aws service-quotas get-service-quota --service-code vpc --quota-code L-2AFB9258'],
    },
  });
}

export const declaredGroupsFitQuota = defineCheck({
  id: 'declared-groups-fit-quota',
  reference: 'B-06',
  title: 'The groups that policies declare for a workload fit on one interface',
  severity: 'medium',
  over: 'templated-workload',
  needs: ['pods', 'policies'],
  uses: ['templates'],
  isWhole: ({ policies }) => policies.complete,
  messages,
  judge(item, { pods, templates, settings }, say) {
    const all = declaredFor(item, pods);
    if (all.length === 0) {
      const isLeaving = item.workload?.pods.some((pod) => pods.factsOf(pod).stage === 'leaving');
      return isLeaving === true || !templates.complete ? NOT_JUDGED : NOT_APPLICABLE;
    }
    const declared = all.filter(mayHaveGroups);
    if (declared.length === 0) return NOT_APPLICABLE;
    const exceeds = ({ length }: readonly unknown[], one: DeclaredFor): boolean =>
      length > limitOf(one, settings);
    const [first, ...others] = declared.filter((one) => exceeds(one.groups, one));
    if (first !== undefined) {
      // The pods decide where there are any, and some may not have been seen.
      return first.pod === null && !pods.complete
        ? unknown(['pods-unseen'], 'pods-unseen')
        : tell(item, [first, ...others], settings, say);
    }
    if (declared.some((one) => exceeds(one.mostGroups, one)))
      return unknown(['service-accounts-unseen'], 'service-accounts-unseen');
    return declared.some(({ groups }) => groups.length > 0) ? COMPLIANT : IDLE;
  },
  rationale:
    'All policies that match a pod count together. EC2 makes no interface with more groups than the quota allows, so that the pod stays in ContainerCreating; the schema of policies limits nothing any more.',
  unknownWhen:
    'Pods or policies were not all seen, or a service account decides whether more groups are declared. Without templates, workloads that have no pods are not judged.',
  remediation: {
    summary: 'Merge groups, or raise the quota and state it in the configuration.',
    commands: ['aws service-quotas get-service-quota --service-code vpc --quota-code L-2AFB9258'],
  },
  references: [
    'https://github.com/aws/amazon-vpc-resource-controller-k8s#readme',
    'https://github.com/aws/amazon-vpc-resource-controller-k8s/pull/583',
  ],
  since: '0.1.0',
});
