import { interfaceKind, type InterfaceKind } from '../../estate/index.ts';
import type { Evidence, Fix, NetworkInterface } from '../../model/index.ts';
import { printable, type Said } from '../contract/message.ts';
import { type Outcome, violated } from '../contract/outcome.ts';
import type { StoreRule } from '../contract/views.ts';
import { firstOf, interfaceEvidence } from '../pods/evidence.ts';
import { revoke } from './revoke.ts';
import { intendedUsers, namesOf } from './serving.ts';
import { ruleEvidence, storeEvidence } from './store-evidence.ts';

const KIND_NAMES: Readonly<Record<InterfaceKind, string>> = {
  branch: 'pod of another cluster',
  'control-plane': 'control plane',
  'data-service': 'data service',
  instance: 'instance',
  lambda: 'function',
  'ecs-task': 'ECS task',
  'load-balancer': 'load balancer',
  gateway: 'gateway',
  endpoint: 'endpoint',
  'managed-service': 'service of AWS',
  interface: 'interface',
};

export function clientName(eni: NetworkInterface): string {
  const instance = eni.attachment?.instanceId ?? null;
  const kind = KIND_NAMES[interfaceKind(eni)];
  return instance === null ? `${eni.id} (${kind})` : `${eni.id} (${kind} ${instance})`;
}

const clientEvidence = (eni: NetworkInterface): Evidence => ({
  ...interfaceEvidence(eni),
  of: KIND_NAMES[interfaceKind(eni)],
  description: printable(eni.description),
  requester: eni.requesterId === null ? null : printable(eni.requesterId),
});

const DECLARE =
  'Declare the client as nonPod in a DataStoreAccess document if it is meant to reach the store';

/** A rule by which pods come in that are meant to stays: what is no pod gets a way of its own, or none. */
function fixOf(item: StoreRule): Fix {
  const users = intendedUsers(item);
  if (users.length === 0)
    return revoke([item.rule], item.store.store.region, `${DECLARE}; else revoke this rule.`);
  return {
    summary: `${DECLARE}; else take the group off it. The rule has to stay: ${namesOf(users)} ${users.length === 1 ? 'comes' : 'come'} in by it and ${users.length === 1 ? 'is' : 'are'} meant to.`,
    commands: [],
  };
}

/** A violation by clients that are no pods, behind one rule of a store. */
export const clientBreach = (
  item: StoreRule,
  said: Said,
  clients: readonly NetworkInterface[],
  evidence: readonly Evidence[] = [],
): Outcome =>
  violated({
    said: [said],
    expected: ['pods, and clients that a document declares'],
    observed: [item.identity],
    evidence: [
      { ...ruleEvidence(item.rule), ids: item.ids },
      storeEvidence(item.store),
      ...evidence,
      ...firstOf('interfaces', clients.map(clientEvidence)),
    ],
    fix: fixOf(item),
  });
