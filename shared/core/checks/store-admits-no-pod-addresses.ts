import type { Evidence, SubnetId, UnknownReason } from '../model/index.ts';
import { defineCheck } from './contract/check.ts';
import type { Said } from './contract/message.ts';
import { COMPLIANT, NOT_APPLICABLE, NOT_JUDGED, unknown } from './contract/outcome.ts';
import type { StoreRule } from './contract/views.ts';
import { ruleBreach } from './stores/rule-breach.ts';
import { peerName, servedPeer } from './stores/served-peer.ts';
import { ruleSubject } from './stores/store-evidence.ts';
import { subnetCoverage } from './stores/subnet-coverage.ts';
import { reachedBy } from './stores/unintended.ts';

/** Numbers mean something in one network only: elsewhere the rule counts if the cluster's packets get in by it. */
const countsHere = ({ isLocal, entries }: StoreRule): boolean =>
  isLocal === true || entries.some(({ entry }) => entry.answer.opens === 'yes');

const breach = (item: StoreRule, said: Said, subnets: readonly SubnetId[]) =>
  ruleBreach(
    item,
    said,
    'groups of the intended pods instead of addresses',
    'Let the store admit the group of the intended pods, then revoke this rule.',
    subnets.map((id): Evidence => ({ kind: 'subnet', id })),
  );

export const storeAdmitsNoPodAddresses = defineCheck({
  id: 'store-admits-no-pod-addresses',
  reference: 'R-04',
  title: 'A data store admits no range of addresses in which nodes or pods stand',
  severity: 'high',
  over: 'store-rule',
  needs: ['stores', 'rules'],
  uses: ['cluster', 'nodes', 'pods', 'interfaces'],
  after: ['store-is-closed-to-internet'],
  messages: {
    whole: {
      severity: 'high',
      text: '{store} admits {peer} on port {ports}, which holds the whole of {subnets}: every pod there is let in; {reached}.',
    },
    part: {
      severity: 'medium',
      text: '{store} admits {peer} on port {ports}, which holds {part} of the subnets of nodes and pods; {reached}.',
    },
  },
  judge(item, { cluster, nodes, pods, interfaces, rules }, say, judged) {
    const peer = servedPeer(item, rules);
    if (peer === null) return NOT_APPLICABLE;
    const internet = judged('store-is-closed-to-internet');
    if (internet?.disposition(ruleSubject(item, cluster.arn)) === 'violation') return NOT_JUDGED;
    const { whole, part, isUnclear } = subnetCoverage(peer.addresses, nodes.subnets);
    const own = part.isEmpty() ? part : part.subtract(interfaces.foreignAddresses());
    const unseen: UnknownReason[] = [...nodes.unseen];
    if (!peer.complete) unseen.push('prefix-list-unreadable');
    if (isUnclear) unseen.push('routes-unseen');
    if (!pods.complete) unseen.push('pods-unseen');
    const isAdmitting = whole.length > 0 || !own.isEmpty();
    // Without all interfaces, what is admitted may be addresses of others only.
    const isSure = whole.length > 0 || interfaces.complete || item.entries.length > 0;
    if (isAdmitting && isSure && countsHere(item)) {
      const named = {
        store: item.store.store.name,
        peer: peerName(item.rule),
        ports: item.ports.map(String),
        reached: reachedBy(item.unintended(), item.isWhole),
      };
      return whole.length > 0
        ? breach(item, say('whole', { ...named, subnets: whole }), whole)
        : breach(item, say('part', { ...named, part: own.toString() }), []);
    }
    if (isAdmitting && item.isLocal === null) unseen.push('store-address-unseen');
    const open = isAdmitting ? [...item.unknown, ...unseen] : unseen;
    return open.length > 0 ? unknown(open, 'routes-unseen') : COMPLIANT;
  },
  rationale:
    'A rule by address cannot tell pods apart: whatever gets an address in the range is let in, and addresses move from pod to pod.',
  unknownWhen:
    'A prefix list cannot be read, a subnet, the nodes, their interfaces or pods were not all seen, or the store is in another VPC and it is not known whether packets get there.',
  remediation: {
    summary: 'Reference the group that a policy gives to the intended pods, then revoke the rule.',
    commands: ['aws ec2 revoke-security-group-ingress --group-id SG --security-group-rule-ids SGR'],
  },
  references: [
    'https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html',
    'https://docs.aws.amazon.com/eks/latest/userguide/cni-custom-network.html',
  ],
  since: '0.1.0',
});
