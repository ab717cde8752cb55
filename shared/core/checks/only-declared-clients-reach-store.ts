import { interfaceKind } from '../estate/index.ts';
import type { CheckJudgement, InterfaceId, NetworkInterface } from '../model/index.ts';
import type { Settings } from '../settings/index.ts';
import { defineCheck } from './contract/check.ts';
import { printable } from './contract/message.ts';
import { COMPLIANT, NOT_APPLICABLE, NOT_JUDGED, unknown } from './contract/outcome.ts';
import type { RulesView, StoreRule, StoresView } from './contract/views.ts';
import { atHome } from './stores/at-home.ts';
import { clientBreach, clientName } from './stores/client-breach.ts';
import { clientsAt, type ClientsBehind, clientsInGroup } from './stores/clients-behind.ts';
import { peerName, servedPeer } from './stores/served-peer.ts';
import { ruleSubject } from './stores/store-evidence.ts';
import { TOLD_BY_RULE } from './stores/told-answers.ts';
import { TELLING_WEARERS, toldWearers } from './stores/told-wearers.ts';

/** Checks that name the rule for what it admits: who else may come in by it follows from that. */
const TOLD = [...TOLD_BY_RULE, 'store-admits-no-foreign-account'] as const;

/** It names the rules of IPv6 that let more in than those of IPv4. */
const SIDE_DOORS = 'ipv6-is-as-closed-as-ipv4';

const namesRule = (judgement: CheckJudgement | null, { store, identity }: StoreRule): boolean =>
  judgement?.violations.some(
    ({ subject, observed }) =>
      subject.kind === 'store' && subject.id === store.store.arn && observed.includes(identity),
  ) === true;

const isOfService = (eni: NetworkInterface): boolean => interfaceKind(eni) === 'managed-service';

/** Null: the rule admits no address in a family in which the store answers. */
function clientsBehind(
  item: StoreRule,
  { stores, rules }: { readonly stores: StoresView; readonly rules: RulesView },
  { allow }: Settings,
): ClientsBehind | null {
  const isApproved = ({ id, requesterId }: NetworkInterface): boolean =>
    allow.protectedWearers.some((one) => one === id || one === requesterId);
  const { peer } = item.rule;
  if (peer.kind === 'group') return clientsInGroup(item, peer.groupId, stores, isApproved);
  const served = servedPeer(item, rules);
  if (served === null || (served.complete && served.addresses.isEmpty())) return null;
  return clientsAt(item, served, stores, isApproved);
}

export const onlyDeclaredClientsReachStore = defineCheck({
  id: 'only-declared-clients-reach-store',
  reference: 'R-12',
  title: 'Only pods and declared clients reach a data store',
  severity: 'medium',
  over: 'store-rule',
  needs: ['stores', 'rules', 'interfaces'],
  uses: ['cluster'],
  after: [...TOLD, TELLING_WEARERS, SIDE_DOORS],
  messages: {
    clients: {
      severity: 'medium',
      text: '{store} admits {peer} on port {ports}, and by it {clients}: no pods, and no document declares them.',
    },
    outside: {
      severity: 'medium',
      text: '{store} admits {peer} on port {ports}: {outside} lies outside its VPC, and no document declares who is there.',
    },
    services: {
      severity: 'low',
      text: '{store} admits {peer} on port {ports}, and by it services of AWS: {clients}. No document declares them.',
    },
  },
  judge(item, { stores, rules, cluster, settings }, say, judged) {
    const { rule, store, ports } = item;
    const isManaged = stores.isPodManaged(store);
    if (isManaged === false) return NOT_APPLICABLE;
    return atHome(item.isHome, () => {
      if (isManaged === null) return unknown(stores.managedUnseen(store), 'policies-unseen');
      const subject = ruleSubject(item, cluster.arn);
      if (TOLD.some((id) => judged(id)?.disposition(subject) === 'violation')) return NOT_JUDGED;
      const behind = clientsBehind(item, { stores, rules }, settings);
      if (behind === null) return NOT_APPLICABLE;
      if (rule.peer.kind !== 'group' && namesRule(judged(SIDE_DOORS), item)) return NOT_JUDGED;
      const { outside, doubts } = behind;
      const told: ReadonlySet<InterfaceId> =
        rule.peer.kind === 'group'
          ? toldWearers(rule.peer.groupId, cluster.arn, stores, judged)
          : new Set();
      const clients = behind.clients.filter(({ id }) => !told.has(id));
      const named = { store: store.store.name, peer: peerName(rule), ports: ports.map(String) };
      if (outside !== null) {
        const text = outside.toString();
        const said = say('outside', { ...named, outside: text });
        return clientBreach(item, said, clients, [{ kind: 'note', id: printable(text) }]);
      }
      if (clients.length > 0) {
        const message = clients.every(isOfService) ? 'services' : 'clients';
        const said = say(message, { ...named, clients: clients.map(clientName) });
        return clientBreach(item, said, clients);
      }
      if (behind.clients.length > 0) return NOT_JUDGED;
      return doubts.length > 0 ? unknown(doubts, 'interfaces-unseen') : COMPLIANT;
    });
  },
  rationale:
    'A store that is kept for pods, by the groups of their policies or by a document, has other clients too: a function, a bastion, an office. Each of them is a way to the data that no policy shows. Stores that neither pods’ groups nor a document close are not judged: nobody has written down who is meant there.',
  unknownWhen:
    'Interfaces, nodes, pods or the clusters that they belong to were not all seen, a prefix list cannot be read, the group is of an account that was not read, or it is not known whether the store is closed for pods or a document selects it.',
  remediation: {
    summary:
      'Declare the client in a DataStoreAccess document, or take its way: the group off it, or the rule.',
    commands: ['aws ec2 revoke-security-group-ingress --group-id SG --security-group-rule-ids SGR'],
  },
  references: [
    'https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html',
    'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/requester-managed-eni.html',
  ],
  since: '0.1.0',
});
