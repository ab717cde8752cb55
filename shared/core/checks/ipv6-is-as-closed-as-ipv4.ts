import { type Rule, ruleIdentity, sortedUnique, type UnknownReason } from '../model/index.ts';
import { defineCheck } from './contract/check.ts';
import { COMPLIANT, NOT_APPLICABLE, unknown, violated } from './contract/outcome.ts';
import { firstOf } from './pods/evidence.ts';
import { atHome } from './stores/at-home.ts';
import { revoke } from './stores/revoke.ts';
import { peerName } from './stores/served-peer.ts';
import { type SideDoor, sideDoorAt, type SideDoors } from './stores/side-doors.ts';
import { ruleEvidence, storeEvidence } from './stores/store-evidence.ts';

const isSideDoor = (one: SideDoors): one is SideDoor => one !== null && 'places' in one;

const doubtsOf = (one: SideDoors): readonly UnknownReason[] =>
  one === null || isSideDoor(one) ? [] : one;

const byIdentity = (rules: readonly Rule[]): readonly Rule[] => [
  ...new Map(rules.map((rule) => [ruleIdentity(rule), rule])).values(),
];

export const ipv6IsAsClosedAsIpv4 = defineCheck({
  id: 'ipv6-is-as-closed-as-ipv4',
  reference: 'R-16',
  title: 'A data store is as closed over IPv6 as over IPv4',
  severity: 'medium',
  over: 'store',
  needs: ['stores', 'rules'],
  messages: {
    open: {
      severity: 'medium',
      text: '{store} admits {peers} over IPv6 on port {ports}, and with it {places}, which IPv4 keeps out.',
    },
    dormant: {
      severity: 'info',
      text: '{store} answers over IPv4 alone and admits {peers} over IPv6 on port {ports}: once it is dual-stack, that lets in {places}, which IPv4 keeps out.',
    },
  },
  judge({ store, isHome }, { stores, rules }, say) {
    if (store.doors.length === 0) return NOT_APPLICABLE;
    return atHome(isHome, () => {
      const plan = stores.planOf(store);
      const all = store.doors.map((door) => sideDoorAt(door, plan, rules));
      const open = all.filter(isSideDoor);
      const isIpv6Alone = !store.store.families.includes(4);
      if (isIpv6Alone && store.unseenFamilies.length === 0) return NOT_APPLICABLE;
      if (open.length > 0 && store.unseenFamilies.length > 0)
        return unknown(store.unseenFamilies, 'unsupported');
      if (open.length > 0) {
        const wide = byIdentity(open.flatMap((one) => one.rules));
        const said = say(store.store.families.includes(6) ? 'open' : 'dormant', {
          store: store.store.name,
          peers: sortedUnique(wide.map(peerName)),
          ports: open.map(({ port }) => `${port}`),
          places: sortedUnique(open.flatMap(({ places }) => places)),
        });
        return violated({
          said: [said],
          expected: ['the same places over IPv6 as over IPv4'],
          observed: wide.map(ruleIdentity).toSorted(),
          evidence: [storeEvidence(store), ...firstOf('rules', wide.map(ruleEvidence))],
          fix: revoke(
            wide,
            store.store.region,
            'Admit over IPv6 what IPv4 admits, or groups, which count in both; then revoke these rules.',
          ),
        });
      }
      const doubts = [...all.flatMap(doubtsOf), ...store.unseenPorts];
      return doubts.length > 0 ? unknown(doubts, 'rules-unseen') : COMPLIANT;
    });
  },
  rationale:
    'Each family has its own rules. A store that is closed over IPv4 and has ::/0 among its rules is open to whoever has an address of IPv6, and lists of open ports that know IPv4 alone do not show it.',
  unknownWhen:
    'Rules, prefix lists, or the blocks and subnets of the store’s VPC were not all seen, or the network type of the store is not known.',
  remediation: {
    summary: 'Mirror the rules of IPv4, or revoke those of IPv6.',
    commands: ['aws ec2 revoke-security-group-ingress --group-id SG --security-group-rule-ids SGR'],
  },
  references: [
    'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_VPC.WorkingWithRDSInstanceinaVPC.html',
    'https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html',
  ],
  since: '0.1.0',
});
