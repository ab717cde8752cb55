import type { RouteTable } from '../model/index.ts';
import { defineCheck } from './contract/check.ts';
import { COMPLIANT, NOT_APPLICABLE, unknown } from './contract/outcome.ts';
import { atHome } from './stores/at-home.ts';
import { leavesByGateway, publicAddresses } from './stores/public-addresses.ts';
import { ruleBreach } from './stores/rule-breach.ts';
import { peerName, servedPeer } from './stores/served-peer.ts';
import { reachedBy } from './stores/unintended.ts';

export const storeIsClosedToInternet = defineCheck({
  id: 'store-is-closed-to-internet',
  reference: 'R-05',
  title: 'A data store is not open to the internet',
  severity: 'critical',
  over: 'store-rule',
  needs: ['stores', 'rules'],
  messages: {
    open: {
      severity: 'critical',
      text: '{store} is publicly accessible, {table} leads to an internet gateway, and the store admits {peer} on port {ports}; {reached}.',
    },
  },
  judge(item, { stores, rules }, say) {
    const { rule, store, ports } = item;
    const peer = servedPeer(item, rules);
    if (peer === null) return NOT_APPLICABLE;
    return atHome(item.isHome, () => {
      if (!store.store.publiclyAccessible) return COMPLIANT;
      const open = publicAddresses(peer.addresses, stores.vpcAddresses(store));
      if (open.isEmpty()) {
        return peer.complete
          ? COMPLIANT
          : unknown(['prefix-list-unreadable'], 'prefix-list-unreadable');
      }
      const tables = stores.routeTables(store);
      if (tables === null) return unknown(['store-address-unseen'], 'store-address-unseen');
      const seen = tables.filter((table): table is RouteTable => table !== null);
      const answers = seen.map((table) => ({ table, way: leavesByGateway(table, open) }));
      const gateway = answers.find(({ way }) => way === 'yes');
      if (gateway === undefined) {
        const isUnseen =
          seen.length < tables.length || answers.some(({ way }) => way === 'unclear');
        return isUnseen ? unknown(['routes-unseen'], 'routes-unseen') : COMPLIANT;
      }
      const said = say('open', {
        store: store.store.name,
        table: gateway.table.id,
        peer: peerName(rule),
        ports: ports.map(String),
        reached: reachedBy(item.unintended(), item.isWhole),
      });
      return ruleBreach(
        item,
        said,
        'no public address',
        'Revoke this rule and make the store private.',
        [{ kind: 'route', id: gateway.table.id }],
      );
    });
  },
  rationale:
    'A public address, a route to an internet gateway and a rule that admits public addresses together let anybody try the door.',
  unknownWhen:
    'The store’s subnets or their route tables were not seen, or a prefix list cannot be read.',
  remediation: {
    summary: 'Revoke the rule, and turn public accessibility off.',
    commands: [
      'aws ec2 revoke-security-group-ingress --group-id SG --security-group-rule-ids SGR',
      'aws rds modify-db-instance --db-instance-identifier NAME --no-publicly-accessible',
    ],
  },
  references: [
    'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_VPC.WorkingWithRDSInstanceinaVPC.html',
  ],
  since: '0.1.0',
});
