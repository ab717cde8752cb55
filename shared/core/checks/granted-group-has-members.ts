import { defineCheck } from './contract/check.ts';
import { COMPLIANT, NOT_APPLICABLE, NOT_JUDGED, unknown, violated } from './contract/outcome.ts';
import { firstOf, policyEvidence } from './pods/evidence.ts';
import { atHome } from './stores/at-home.ts';
import { isDeclaredClient } from './stores/declared.ts';
import { revokeCommand } from './stores/revoke.ts';
import { ruleEvidence, storeEvidence, storeNames } from './stores/store-evidence.ts';

export const grantedGroupHasMembers = defineCheck({
  id: 'granted-group-has-members',
  reference: 'R-10',
  title: 'A group that a data store admits is worn by somebody',
  severity: 'info',
  over: 'group-rule',
  needs: ['stores', 'rules', 'interfaces'],
  uses: ['policies'],
  messages: {
    unused: {
      severity: 'info',
      text: '{stores} admits {peer} by {rules}, and no interface wears it: whoever may attach the group gets in.',
    },
  },
  judge(item, { policies, settings, stores: all }, say) {
    // A rule beside the listeners grants nothing, where these were all seen.
    const areListenersSeen =
      all.complete &&
      all.areProxiesSeen &&
      item.stores.every(({ unseenPorts }) => unseenPorts.length === 0);
    if (!item.serves)
      return areListenersSeen ? NOT_APPLICABLE : unknown(['stores-unseen'], 'stores-unseen');
    return atHome(item.isHome, () => {
      const { peer, rules, stores, wearers, unseenWearers } = item;
      const living = rules.filter(({ reference }) => reference === 'living');
      const [first] = living;
      if (wearers.length > 0) return COMPLIANT;
      if (first === undefined) {
        if (item.isForeign && isDeclaredClient(item, all)) return NOT_JUDGED;
        if (rules.some(({ reference }) => reference === 'unseen'))
          return unknown([item.isForeign ? 'foreign-account' : 'groups-unseen'], 'groups-unseen');
        // What admits nobody is told elsewhere, unless the same rule stands there over another peering.
        const areRulesSeen = all.groupFacts(item.group)?.complete === true;
        return areRulesSeen ? NOT_APPLICABLE : unknown(['rules-unseen'], 'rules-unseen');
      }
      if (unseenWearers.length > 0) return unknown(unseenWearers, 'interfaces-unseen');
      const named = policies.all.filter(({ groups }) => groups.includes(peer));
      return violated({
        said: [
          say('unused', {
            stores: storeNames(stores),
            peer,
            rules: living.map(({ rule }) => rule.id),
          }),
        ],
        expected: [`an interface that wears ${peer}`],
        observed: [item.identity],
        evidence: [
          ruleEvidence(first.rule),
          ...firstOf('stores', stores.map(storeEvidence)),
          ...firstOf(
            'policies',
            named.map(({ policy }) => policyEvidence(policy)),
          ),
        ],
        fix: {
          summary:
            named.length > 0
              ? 'Revoke the rule and take the group out of the policies that name it, if their pods will not run again.'
              : 'Revoke the rule if nobody is to wear the group again.',
          commands: living.map(({ rule }) => revokeCommand(rule, stores[0]?.store.region ?? null)),
        },
        settling: { provenSince: null, windowMs: settings.windowsMs.unusedGrant },
      });
    });
  },
  rationale:
    'A group that a store admits and nobody wears is a key that lies about: attaching it to an interface is all that it takes to get in.',
  unknownWhen:
    'Not every interface of the accounts in which the group may be worn was seen, or nobody has seen the group.',
  remediation: {
    summary: 'Revoke rules for groups that are no longer used.',
    commands: ['aws ec2 revoke-security-group-ingress --group-id SG --security-group-rule-ids SGR'],
  },
  references: ['https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html'],
  since: '0.1.0',
});
