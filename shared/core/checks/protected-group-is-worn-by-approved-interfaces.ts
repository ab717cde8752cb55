import type { Evidence, Fix, GroupId, NetworkInterface } from '../model/index.ts';
import type { Settings } from '../settings/index.ts';
import { defineCheck } from './contract/check.ts';
import type { GroupStrangers, GuardedGroup } from './contract/interface-views.ts';
import { printable } from './contract/message.ts';
import { COMPLIANT, unknown, violated } from './contract/outcome.ts';
import { firstOf, interfaceEvidence, LISTED } from './pods/evidence.ts';
import { ruleEvidence, storeEvidence } from './stores/store-evidence.ts';

const isApproved = ({ id, requesterId }: NetworkInterface, { allow }: Settings): boolean =>
  allow.protectedWearers.some((wearer) => wearer === id || wearer === requesterId);

const inWords = ({ id, attachment }: NetworkInterface): string =>
  attachment?.instanceId == null ? id : `${id} of ${attachment.instanceId}`;

const wearerEvidence = (eni: NetworkInterface): Evidence => ({
  ...interfaceEvidence(eni),
  instance: eni.attachment?.instanceId ?? null,
  description: printable(eni.description),
  requester: eni.requesterId === null ? null : printable(eni.requesterId),
});

const isSure = ({ isConfigured, admittedBy, wornBy }: GuardedGroup): boolean =>
  isConfigured || admittedBy.length > 0 || wornBy.length > 0;

/** An interface has one group at least. */
function without({ id, groups }: NetworkInterface, group: GroupId): string {
  const others = groups.filter((one) => one !== group);
  const kept = others.length === 0 ? 'OTHER_GROUP' : others.join(' ');
  return `aws ec2 modify-network-interface-attribute --network-interface-id ${id} --groups ${kept}`;
}

const takeAway = (worn: readonly NetworkInterface[], group: GroupId): Fix => ({
  summary: `Take ${group} from what is no pod. What has to reach the store gets a group of its own, declared as nonPod in a DataStoreAccess document; what is right as it is goes into allow.protectedWearers.`,
  commands: worn.slice(0, LISTED).map((eni) => without(eni, group)),
});

function messageOf({ kind, guarded, isForPods }: GroupStrangers) {
  const isAdmitted = guarded.admittedBy.length > 0;
  if (kind === 'unattached') return 'unattached';
  if (isAdmitted && isForPods) return 'asPods';
  if (guarded.isConfigured) return 'configured';
  return isAdmitted ? 'client' : 'guard';
}

const namesOf = (stores: GuardedGroup['admittedBy']): readonly string[] =>
  stores.map(({ store }) => store.name).toSorted();

export const protectedGroupIsWornByApprovedInterfaces = defineCheck({
  id: 'protected-group-is-worn-by-approved-interfaces',
  reference: 'D-04',
  title: 'Only approved interfaces wear a protected group',
  severity: 'critical',
  over: 'strangers',
  needs: ['stores', 'rules', 'interfaces'],
  uses: ['nodes', 'pods', 'policies', 'cluster'],
  messages: {
    asPods: {
      severity: 'critical',
      text: '{group}, by which pods get into {stores}, is also worn by {wearers}.',
    },
    configured: {
      severity: 'critical',
      text: '{group}, which the configuration protects, is worn by {wearers}, and nobody has approved of it.',
    },
    client: {
      severity: 'high',
      text: '{group}, admitted by {stores} beside the groups of pods, is worn by {wearers}, and no document declares it.',
    },
    guard: {
      severity: 'medium',
      text: '{group}, the group of {stores}, is also worn by {wearers}: what is opened for the store is opened there too.',
    },
    unattached: {
      severity: 'medium',
      text: '{group}, which opens or guards a data store, is worn by interfaces that are attached to nothing: {wearers}. Whatever gets such an interface wears it.',
    },
  },
  unsettled: { byWorkload: () => [], byStore: (_store, stores) => stores.strangers.unseen },
  judge(item, { stores, settings }, say) {
    const { kind, guarded } = item;
    const { group, admittedBy, wornBy, rules } = guarded;
    const [first, ...others] = item.interfaces.filter((eni) => !isApproved(eni, settings));
    if (first === undefined) return COMPLIANT;
    const doubts = [...(isSure(guarded) ? [] : guarded.unsure), ...stores.strangers.doubts];
    if (kind === 'unknown') doubts.push('identity-unknown');
    if (doubts.length > 0) return unknown(doubts, 'identity-unknown');
    const worn = [first, ...others];
    const named = { wearers: worn.map(inWords), group };
    const message = messageOf(item);
    const said =
      message === 'unattached' || message === 'configured'
        ? say(message, named)
        : say(message, {
            ...named,
            stores: namesOf(admittedBy.length > 0 ? admittedBy : wornBy),
          });
    return violated({
      said: [said],
      expected: ['pods, nodes, services and declared clients only'],
      observed: named.wearers,
      evidence: [
        { kind: 'group', id: group },
        ...firstOf('interfaces', worn.map(wearerEvidence)),
        ...firstOf('rules', rules.map(ruleEvidence)),
        ...firstOf('stores', [...new Set([...admittedBy, ...wornBy])].map(storeEvidence)),
      ],
      fix: takeAway(worn, group),
    });
  },
  rationale:
    'A store that admits a group admits whoever wears it. A machine with the group of the pods is a client that no policy shows, and it stays one when the pods are gone.',
  unknownWhen:
    'Nodes, the cluster, its ENIConfigs or interfaces were not all seen, so that the wearer may be a node; the interface is in use by what cannot be told; or it is not known whether the store is closed for pods, or a document declares the group.',
  remediation: {
    summary:
      'Take the group away, or declare the client: as nonPod in a DataStoreAccess document, or in allow.protectedWearers of the configuration.',
    commands: [
      'aws ec2 modify-network-interface-attribute --network-interface-id ENI --groups OTHER_GROUPS',
    ],
  },
  references: [
    'https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-groups.html',
    'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_NetworkInterface.html',
  ],
  since: '0.1.0',
});
