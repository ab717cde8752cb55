import { type Rule, ruleIdentity } from '../model/index.ts';
import { formatProtocol, PortSet, TCP } from '../net/index.ts';
import { defineCheck } from './contract/check.ts';
import { COMPLIANT, NOT_APPLICABLE, unknown, violated } from './contract/outcome.ts';
import { atHome } from './stores/at-home.ts';
import { narrow } from './stores/narrow.ts';
import { leaveGroup } from './stores/wear.ts';
import { peerName } from './stores/served-peer.ts';
import { ruleEvidence, storeEvidence } from './stores/store-evidence.ts';

/** What a rule admits of TCP. */
const tcpPorts = ({ protocol, ports }: Rule): PortSet =>
  protocol === 'all' || protocol === TCP ? PortSet.of([ports]) : PortSet.empty;

/** Of a rule that is too wide, whether an unseen listener could make it fit: none listens on port 0, or not on TCP. */
const couldFit = ({ protocol, ports }: Rule): boolean => protocol === TCP && ports.from > 0;

function admittedText({ protocol, ports }: Rule): string {
  if (protocol === 'all') return 'every protocol on every port';
  const range = ports.from === 0 && ports.to === 65535 ? 'every port' : PortSet.of([ports]);
  return `${formatProtocol(protocol)} on ${range.toString()}`;
}

export const ingressFitsListener = defineCheck({
  id: 'ingress-fits-listener',
  reference: 'R-06',
  title: 'A data store admits TCP on its own ports only',
  severity: 'low',
  over: 'store-ingress',
  needs: ['stores', 'rules'],
  uses: ['interfaces'],
  messages: {
    everything: {
      severity: 'medium',
      text: '{store} admits {peer} by {rule} with {admitted}; stores of its group listen on TCP {listeners} alone.',
    },
    wider: {
      severity: 'low',
      text: '{store} admits {peer} by {rule} with {admitted}; stores of its group listen on TCP {listeners} alone.',
    },
    beside: {
      severity: 'low',
      text: '{store} admits {peer} by {rule} with {admitted}, where no store listens: those of its group have TCP {listeners} alone.',
    },
  },
  judge({ store, rule, ids, serves, listeners, isHome }, { stores, interfaces }, say) {
    // What wears the group may talk to itself: that is how the nodes of one store find each other.
    if (rule.peer.kind === 'group' && rule.peer.groupId === rule.groupId) return NOT_APPLICABLE;
    return atHome(isHome, () => {
      const admitted = tcpPorts(rule);
      const isTcp = rule.protocol === TCP;
      if (isTcp && listeners.ports.covers(admitted)) return COMPLIANT;
      const isBeside = serves.length === 0;
      const unseen = [
        ...(isBeside || couldFit(rule) ? listeners.unseen : []),
        ...((isBeside || couldFit(rule)) && !stores.complete ? (['stores-unseen'] as const) : []),
        ...(isBeside && !interfaces.complete ? (['interfaces-unseen'] as const) : []),
      ];
      if (unseen.length > 0) return unknown(unseen, 'stores-unseen');
      // Another store, or something else behind the group, is what it is for.
      if (isBeside && (listeners.isShared || listeners.ports.overlaps(admitted)))
        return NOT_APPLICABLE;
      const isEverything = rule.protocol === 'all' && !isBeside;
      const said = say(isEverything ? 'everything' : isBeside ? 'beside' : 'wider', {
        store: store.store.name,
        peer: peerName(rule),
        rule: rule.id,
        admitted: admittedText(rule),
        listeners: listeners.ports.toString(),
      });
      return violated({
        said: [said],
        expected: [`tcp ${listeners.ports.toString()}`],
        observed: [ruleIdentity(rule)],
        evidence: [{ ...ruleEvidence(rule), ids }, storeEvidence(store)],
        fix: listeners.isShared
          ? leaveGroup(store, rule.groupId)
          : narrow(rule, listeners.ports.intersect(admitted), store.store.region),
      });
    });
  },
  rationale:
    'A rule that is wider than the listener opens whatever listens next: a changed port, an option with a port of its own, another member of the group. It also hides what was meant.',
  unknownWhen:
    'Not every port of the stores behind the group was seen, or further stores or interfaces may stand behind it.',
  remediation: {
    summary: 'Admit the same peer at the ports of the store, then revoke the wide rule.',
    commands: [
      'aws ec2 authorize-security-group-ingress --group-id SG --protocol tcp --port PORT --source-group SG',
      'aws ec2 revoke-security-group-ingress --group-id SG --security-group-rule-ids SGR',
    ],
  },
  references: [
    'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Overview.RDSSecurityGroups.html',
    'https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html',
  ],
  since: '0.1.0',
});
