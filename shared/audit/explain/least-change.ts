import { explainPod, type ExplainedIdentity } from '../../core/access/index.ts';
import type { DoorAccess } from '../../core/access/index.ts';
import type { DoorView, Estate, PodView } from '../../core/estate/index.ts';
import { compareText, type GroupId } from '../../core/model/index.ts';
import { type IpAddress, type Prefix, prefixOf } from '../../core/net/index.ts';
import {
  type Answer,
  explainFlow,
  type Layer,
  LAYERS,
  type Network,
  type Source,
} from '../../core/reach/index.ts';
import type { LeastChange } from '../../core/render/index.ts';
import { policyChange } from './policy-change.ts';
import { commandFor, type RuleChange, sentenceFor, withRules } from './rule-change.ts';

const nothing = (summary: string): LeastChange => ({ kind: 'none', summary, commands: [] });

const LAYER_NAMES: Readonly<Record<Layer, string>> = {
  'source-group': 'the groups that the pod presents',
  'route-out': 'the route from the pod’s subnet',
  'nacl-out': 'the network ACL of the pod’s subnet, outbound',
  'nacl-in': 'the network ACL of the store’s subnet, inbound',
  'store-group': 'the store’s groups',
  'nacl-return-out': 'the network ACL of the store’s subnet, for replies',
  'nacl-return-in': 'the network ACL of the pod’s subnet, for replies',
  'route-back': 'the route back from the store’s subnet',
};

/** One pair, ready to be tried on a network that does not exist. */
interface Trial {
  readonly estate: Estate;
  readonly door: DoorView;
  readonly source: Source;
  readonly groups: readonly GroupId[];
  readonly address: IpAddress;
}

function answerOn(network: Network, { door, address }: Trial, source: Source): Answer {
  const addresses = address.family === 4 ? { v4: address, v6: null } : { v4: null, v6: address };
  return explainFlow(network, source, addresses, door.target).answer;
}

const opens = (answer: Answer): boolean =>
  answer.reach === 'reachable' || answer.reach === 'partial';

/** The group that the fewest interfaces wear: a rule for it lets in the fewest. */
function rarest({ wearers }: Estate, groups: readonly GroupId[]): GroupId | null {
  const count = (group: GroupId): number => wearers.get(group)?.length ?? 0;
  const [first] = groups.toSorted((a, b) => count(a) - count(b) || compareText(a, b));
  return first ?? null;
}

function groupPeer({ network }: Estate, groupId: GroupId): RuleChange['peer'] {
  const facts = network.groups.get(groupId);
  return {
    kind: 'group',
    groupId,
    ownerId: facts?.ownerId ?? null,
    vpcId: facts?.vpcId ?? null,
    peeringId: null,
    peeringStatus: null,
  };
}

const cidrPeer = (prefix: Prefix): RuleChange['peer'] => ({ kind: 'cidr', prefix });

/** Prefixes of the subnets in which the store may answer, in the pod's family. */
function storePrefixes({ estate, door, address }: Trial): readonly Prefix[] {
  const wanted = new Set((door.target.places ?? []).map((place) => place.subnetId));
  const subnets = estate.scopes.flatMap((scope) => scope.subnets.items);
  return subnets
    .filter((subnet) => wanted.has(subnet.id))
    .flatMap((subnet) => subnet.cidrs.filter((prefix) => prefix.family === address.family));
}

/** Rules by group reference first; by address where references do not survive the way. */
function candidates(trial: Trial): readonly (readonly RuleChange[])[] {
  const { estate, door } = trial;
  const near = rarest(estate, trial.groups);
  const far = rarest(estate, door.door.groups);
  if (near === null || far === null) return [];
  const { port } = door.door;
  const ingress = (peer: RuleChange['peer']): RuleChange => ({
    groupId: far,
    direction: 'ingress',
    port,
    peer,
  });
  const egress = (peer: RuleChange['peer']): RuleChange => ({
    groupId: near,
    direction: 'egress',
    port,
    peer,
  });
  const inByGroup = [ingress(groupPeer(estate, near))];
  const inByAddress = [ingress(cidrPeer(prefixOf(trial.address)))];
  const outByGroup = [egress(groupPeer(estate, far))];
  const outByAddress = storePrefixes(trial).map((prefix) => egress(cidrPeer(prefix)));
  return [
    inByGroup,
    outByGroup,
    [...outByGroup, ...inByGroup],
    inByAddress,
    outByAddress,
    [...outByAddress, ...inByAddress],
  ].filter((rules) => rules.length > 0);
}

function kindOf(changes: readonly RuleChange[]): LeastChange['kind'] {
  const directions = new Set(changes.map((one) => one.direction));
  if (directions.size > 1) return 'both-rules';
  return directions.has('ingress') ? 'ingress-rule' : 'egress-rule';
}

/** What else a rule lets in: nobody should open a door for one pod and be surprised by the others. */
function warningFor({ estate }: Trial, changes: readonly RuleChange[], pod: PodView): string {
  const ingress = changes.find((one) => one.direction === 'ingress');
  if (ingress === undefined) return '';
  if (ingress.peer.kind === 'cidr') {
    return ' Group references do not reach across this way; the address may belong to another pod tomorrow.';
  }
  const { groupId } = ingress.peer;
  const count = estate.wearers.get(groupId)?.length ?? 0;
  const { cluster } = pod.workload;
  const isOfNodes = cluster.nodeGroups.has(groupId) || groupId === cluster.clusterGroupId;
  const wearers = count === 1 ? 'One interface wears' : `${count} interfaces wear`;
  return isOfNodes
    ? ` Beware: ${groupId} is the nodes’ own group; this lets in every pod that has no group of its own.`
    : ` ${wearers} ${groupId}.`;
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

function ruleChange(trial: Trial, pod: PodView): LeastChange | null {
  const { estate, source } = trial;
  const changes = candidates(trial).find((rules) =>
    opens(answerOn(withRules(estate.network, rules), trial, source)),
  );
  if (changes === undefined) return null;
  return {
    kind: kindOf(changes),
    summary: `${capital(changes.map(sentenceFor).join(', and '))}.${warningFor(trial, changes, pod)}`,
    commands: changes.map((change) => commandFor(estate, change)),
  };
}

/** What denies beside the groups: no rule of a group can mend that. */
function otherDenials({ answer }: ExplainedIdentity): string {
  const layers = answer.denials.filter(({ layer }) => !layer.endsWith('-group'));
  const rows = layers
    .toSorted((a, b) => LAYERS.indexOf(a.layer) - LAYERS.indexOf(b.layer))
    .map(({ layer, component, code }) => `${LAYER_NAMES[layer]} (${component} ${code})`);
  return [...new Set(rows)].join('; ');
}

function trialOf(estate: Estate, door: DoorView, one: ExplainedIdentity): Trial | null {
  const { source, presented } = one;
  const { address } = presented;
  if (source === null || address === null || typeof source.groups === 'string') return null;
  return { estate, door, source, groups: source.groups, address };
}

/**
 * The smallest rule that would open a blocked pair, tried on a copy of the network before it is named. Where the store
 * admits a group for pods already, giving the pod that group is smaller than any rule.
 */
export function leastChange(estate: Estate, pod: PodView, { door }: DoorAccess): LeastChange {
  if (!pod.onWire) return nothing('Nothing to open: the pod is not on the wire.');
  const { identities } = explainPod(estate, pod, door.target);
  const [identity] = identities;
  if (identity === undefined) {
    return nothing(
      'No rule opens it: the pod has no address in a family in which the store answers.',
    );
  }
  const trial = trialOf(estate, door, identity);
  if (trial === null) return nothing('What the pod presents is not known; no rule can be named.');
  const wouldOpen = (groups: readonly GroupId[]): boolean =>
    opens(answerOn(estate.network, trial, { ...trial.source, groups }));
  // Where the node's address replaces the pod's, the store never sees the pod's own groups.
  const { presented } = identity;
  const isOwn = presented.state === 'known' && !presented.snat && presented.via !== 'host';
  const change =
    (isOwn ? policyChange(estate, pod, door, wouldOpen) : null) ?? ruleChange(trial, pod);
  if (change !== null) return change;
  const others = otherDenials(identity);
  return nothing(
    others === ''
      ? 'No single rule of a group opens it.'
      : `No rule of a group alone opens it; in the way stands also ${others}.`,
  );
}
