import { defineCheck } from './contract/check.ts';
import { COMPLIANT, unknown, violated } from './contract/outcome.ts';
import { firstOf } from './pods/evidence.ts';
import { atHome } from './stores/at-home.ts';
import { ruleEvidence, storeEvidence } from './stores/store-evidence.ts';
import { wearInstead } from './stores/wear.ts';

/** EC2 keeps the name for the group that each VPC is born with: nobody can make another one of that name. */
const DEFAULT_NAME = 'default';

export const storeDoesNotWearDefaultGroup = defineCheck({
  id: 'store-does-not-wear-default-group',
  reference: 'R-18',
  title: 'A data store does not wear the default group of its VPC',
  severity: 'medium',
  over: 'store-group',
  needs: ['stores'],
  uses: ['rules'],
  messages: {
    default: {
      severity: 'medium',
      text: '{store} wears {group}, the default group of its VPC, which everything wears that was given no other.',
    },
  },
  judge({ store, group, name, facts, isHome }, _views, say) {
    return atHome(isHome, () => {
      if (name === null) return unknown(['groups-unseen'], 'groups-unseen');
      if (name !== DEFAULT_NAME) return COMPLIANT;
      return violated({
        said: [say('default', { store: store.store.name, group })],
        expected: ['a group of the store’s own'],
        observed: [`${group} (${DEFAULT_NAME})`],
        evidence: [
          storeEvidence(store),
          { kind: 'group', id: group, name },
          ...firstOf('rules', (facts?.ingress ?? []).map(ruleEvidence)),
        ],
        fix: {
          summary:
            'Make a group for the store that admits its clients at its port, and let the store wear it instead.',
          commands: [wearInstead(store, group)],
        },
      });
    });
  },
  rationale:
    'The default group is worn by whatever was made without a thought for groups, and its first rule lets all who wear it reach each other. RDS gives it to instances for which no group was named.',
  unknownWhen: 'The group of the store is in no listing, so that its name is not known.',
  remediation: {
    summary: 'Give the store a group of its own, then empty the default group.',
    commands: [
      'aws rds modify-db-instance --db-instance-identifier NAME --vpc-security-group-ids NEW_GROUP',
    ],
  },
  references: [
    'https://docs.aws.amazon.com/vpc/latest/userguide/default-security-group.html',
    'https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html',
  ],
  since: '0.1.0',
});
