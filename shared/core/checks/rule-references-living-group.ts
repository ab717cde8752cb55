import { defineCheck } from './contract/check.ts';
import { COMPLIANT, NOT_JUDGED, unknown, violated } from './contract/outcome.ts';
import { firstOf } from './pods/evidence.ts';
import { atHome } from './stores/at-home.ts';
import { isDeclaredClient } from './stores/declared.ts';
import { revokeCommand } from './stores/revoke.ts';
import { ruleEvidence, storeEvidence, storeNames } from './stores/store-evidence.ts';

export const ruleReferencesLivingGroup = defineCheck({
  id: 'rule-references-living-group',
  reference: 'R-09',
  title: 'The rules of a data store reference groups that exist',
  severity: 'low',
  over: 'group-rule',
  needs: ['stores', 'rules'],
  uses: ['interfaces'],
  messages: {
    deleted: {
      severity: 'low',
      text: 'Rule {rules} of {group}, which {stores} wears, admits {peer}, a group that is deleted.',
    },
    peering: {
      severity: 'low',
      text: 'Rule {rules} of {group}, which {stores} wears, admits {peer} over {peering}, which is {status}.',
    },
  },
  judge(item, { stores: all }, say) {
    return atHome(item.isHome, () => {
      const { group, peer, stores, rules } = item;
      const stale = rules.filter(
        ({ reference }) => reference === 'deleted' || reference === 'inactive-peering',
      );
      const [first] = stale;
      if (first === undefined) {
        const areRulesSeen = all.groupFacts(group)?.complete === true;
        if (rules.every(({ reference }) => reference === 'living'))
          return areRulesSeen ? COMPLIANT : unknown(['rules-unseen'], 'rules-unseen');
        // Whoever declares a client of another account answers for it.
        if (item.isForeign && isDeclaredClient(item, all)) return NOT_JUDGED;
        return unknown([item.isForeign ? 'foreign-account' : 'groups-unseen'], 'groups-unseen');
      }
      const told = {
        rules: stale.map(({ rule }) => rule.id),
        group,
        stores: storeNames(stores),
        peer,
      };
      const over = first.rule.peer.kind === 'group' ? first.rule.peer : null;
      const said =
        first.reference === 'deleted'
          ? say('deleted', told)
          : say('peering', {
              ...told,
              peering: over?.peeringId ?? 'a peering',
              status: over?.peeringStatus ?? 'not active',
            });
      return violated({
        said: [said],
        expected: ['a group that exists, over a peering that is active'],
        observed: [item.identity],
        evidence: [
          ruleEvidence(first.rule),
          ...firstOf(
            'rules',
            stale.slice(1).map(({ rule }) => ruleEvidence(rule)),
          ),
          ...firstOf('stores', stores.map(storeEvidence)),
        ],
        fix: {
          summary: 'Revoke the rule: it admits nobody any more, and says that somebody is meant.',
          commands: stale.map(({ rule }) => revokeCommand(rule, stores[0]?.store.region ?? null)),
        },
      });
    });
  },
  rationale:
    'A rule that names a group which is gone, or lies behind a peering that is not active, admits nobody. It hides what is meant, and when the peering comes back, so does the access.',
  unknownWhen:
    'The group is of an account that was not read, or the list of groups was cut and nobody is seen to wear it.',
  remediation: {
    summary: 'Revoke the rule.',
    commands: ['aws ec2 revoke-security-group-ingress --group-id SG --security-group-rule-ids SGR'],
  },
  references: [
    'https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-security-groups.html',
    'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeStaleSecurityGroups.html',
  ],
  since: '0.1.0',
});
