import type { AccountId } from '../model/index.ts';
import { defineCheck } from './contract/check.ts';
import { COMPLIANT, NOT_APPLICABLE, unknown } from './contract/outcome.ts';
import { atHome } from './stores/at-home.ts';
import { groupDeclared } from './stores/declared.ts';
import { ruleBreach } from './stores/rule-breach.ts';
import { reachedBy } from './stores/unintended.ts';

export const storeAdmitsNoForeignAccount = defineCheck({
  id: 'store-admits-no-foreign-account',
  reference: 'R-19',
  title: 'A data store admits no group of another account',
  severity: 'medium',
  over: 'store-rule',
  needs: ['stores', 'rules'],
  messages: {
    foreign: {
      severity: 'medium',
      text: '{store} admits {group} of account {account} on port {ports}, and no document declares it: who wears it is decided there; {reached}.',
    },
  },
  judge(item, { stores }, say) {
    const { rule, store, ports } = item;
    if (rule.peer.kind !== 'group') return NOT_APPLICABLE;
    const { groupId, ownerId, peeringId } = rule.peer;
    return atHome(item.isHome, () => {
      // What admits nobody is told of the rule itself; another rule may say the same over another peering.
      const areRulesSeen = stores.groupFacts(rule.groupId)?.complete === true;
      const whenIneffective = areRulesSeen ? COMPLIANT : unknown(['rules-unseen'], 'rules-unseen');
      const reference = stores.referenceOf(rule);
      if (reference === 'inactive-peering') return whenIneffective;
      const owner: AccountId | null = ownerId ?? stores.groupFacts(groupId)?.ownerId ?? null;
      if (owner === null) {
        if (reference === 'deleted') return whenIneffective;
        return unknown([peeringId === null ? 'groups-unseen' : 'foreign-group'], 'groups-unseen');
      }
      const own = [store.store.accountId, ...stores.clusterAccounts];
      if (own.includes(owner)) return COMPLIANT;
      const declared = groupDeclared(item, groupId, stores);
      if (declared === 'yes') return COMPLIANT;
      if (declared === 'maybe') return unknown(['stores-unseen'], 'stores-unseen');
      if (own.includes(null)) return unknown(['foreign-account'], 'foreign-account');
      const said = say('foreign', {
        store: store.store.name,
        group: groupId,
        account: owner,
        ports: ports.map(String),
        reached: reachedBy(item.unintended(), item.isWhole),
      });
      return ruleBreach(
        item,
        said,
        'groups of the account of the store or of a cluster, or a document that declares the client',
        'Declare the group as nonPod in a DataStoreAccess document if its owner is a known client; else revoke this rule.',
        [{ kind: 'group', id: groupId, account: owner, peering: peeringId }],
      );
    });
  },
  rationale:
    'Whoever may attach a group decides who gets in by it. A group of another account is attached by people whom neither the owner of the store nor the cluster controls, and out of sight of this audit.',
  unknownWhen:
    'The owner of the group, the account of the cluster, or the tags by which a document selects the store were not seen.',
  remediation: {
    summary: 'Declare the client, or revoke the rule.',
    commands: ['aws ec2 revoke-security-group-ingress --group-id SG --security-group-rule-ids SGR'],
  },
  references: [
    'https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-security-groups.html',
    'https://docs.aws.amazon.com/vpc/latest/userguide/security-group-sharing.html',
  ],
  since: '0.1.0',
});
