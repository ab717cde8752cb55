import { type Evidence, type Fix, sortedUnique } from '../model/index.ts';
import { isMissingProxy } from '../access/index.ts';
import type { Denial, Layer } from '../reach/index.ts';
import { defineCheck } from './contract/check.ts';
import { COMPLIANT, IDLE, NOT_JUDGED, unknown, violated } from './contract/outcome.ts';
import type { Pair, PairEntry } from './contract/views.ts';
import { firstOf, LISTED, podEvidence, policyEvidence } from './pods/evidence.ts';
import { replacePods } from './pods/restart.ts';
import { brokenAccess } from './stores/broken-access.ts';
import { documentEvidence } from './stores/document-evidence.ts';
import { portsOf } from './stores/open-pairs.ts';
import { storeEvidence } from './stores/store-evidence.ts';
import { countText, workloadName } from './stores/unintended.ts';

/** A store in one of these states answers nobody, whatever its groups say. */
const SILENT: ReadonlySet<string> = new Set([
  'creating',
  'deleting',
  'failed',
  'starting',
  'stopped',
  'stopping',
]);

const LAYER_ADVICE: Readonly<Record<Layer, string>> = {
  'source-group':
    'Let a group of the pods send to the store, or replace pods that do not wear what is declared.',
  'route-out': 'Add a route from the pods’ subnet to the store’s.',
  'nacl-out': 'Let the network ACL of the pods’ subnet send to the store.',
  'nacl-in': 'Let the network ACL of the store’s subnet receive from the pods.',
  'store-group':
    'Replace pods that do not wear what is declared, or let the store admit the identity that they present.',
  'nacl-return-out': 'Let the network ACL of the store’s subnet send replies to ports 1024–65535.',
  'nacl-return-in': 'Let the network ACL of the pods’ subnet receive replies on ports 1024–65535.',
  'route-back': 'Add a route from the store’s subnet back to the pods’.',
};

const NACL_LAYERS: ReadonlySet<string> = new Set([
  'nacl-out',
  'nacl-in',
  'nacl-return-out',
  'nacl-return-in',
]);

const denialText = ({ code, layer, component }: Denial): string =>
  `${code} at ${layer} (${component})`;

const denialEvidence = ({ code, layer, component, direction }: Denial): Evidence => ({
  kind: NACL_LAYERS.has(layer) ? 'nacl-entry' : layer.startsWith('route') ? 'route' : 'group',
  id: component,
  code,
  layer,
  direction,
});

function denialsOf(entries: readonly PairEntry[]): readonly Denial[] {
  const all = entries.flatMap(({ entry }) => entry.answer.denials);
  return [...new Map(all.map((denial) => [denialText(denial), denial])).values()];
}

const MISSING_PROXY: Fix = {
  summary: 'Put an RDS Proxy before the store, or let the document mean the direct path as well.',
  commands: [],
};

function fixOf(pair: Pair, denials: readonly Denial[], names: readonly string[]): Fix {
  const restart = replacePods(pair.workload, names);
  const [first] = denials;
  if (first === undefined) return restart;
  const byGroup = first.layer === 'store-group' || first.layer === 'source-group';
  return { summary: LAYER_ADVICE[first.layer], commands: byGroup ? restart.commands : [] };
}

export const intendedPodsReachStore = defineCheck({
  id: 'intended-pods-reach-store',
  reference: 'R-02',
  title: 'Every running pod that a policy or a document intends for a data store reaches it',
  severity: 'medium',
  over: 'workload-store',
  needs: ['pods', 'policies', 'interfaces', 'rules', 'stores'],
  uses: ['cluster'],
  appliesTo: () => false,
  // What is blocked is kept for pods that are surely intended. Others may be, if more is declared than was seen, or if
  // the store means more groups to come in.
  unsettled: {
    byWorkload: ({ pods }) =>
      pods.flatMap(({ onWire, declaration }) => (onWire ? declaration.reasons : [])),
    byStore: (store, stores) => [...stores.intentUnseen(store), ...store.unseenPorts],
    byDocuments: {
      reasons: ({ pods }) => pods.flatMap(({ onWire, grants }) => (onWire ? grants.reasons : [])),
      isOpen: (workload, store, stores) => {
        const isOpen = stores.isOpenByDocuments(workload, store);
        return isOpen === null ? null : isOpen || store.unseenPorts.length > 0;
      },
    },
  },
  messages: {
    blocked: {
      severity: 'medium',
      text: '{workload} is intended for {store} on port {ports}, and {pods} of it cannot reach it: {why}.',
    },
  },
  judge(pair, { pods, cluster, stores, settings }, say) {
    const { workload, store } = pair;
    if (store.store.status !== null && SILENT.has(store.store.status)) return NOT_JUDGED;
    const broken = brokenAccess(pair, pods, cluster.now, settings.windowsMs.start);
    if (broken.pods.length === 0) {
      if (broken.isUnclear) return unknown(broken.unknown, 'policies-unseen');
      return pair.entries.some(({ entry }) => entry.intended === true) ? COMPLIANT : IDLE;
    }
    // A proxy that was not seen may let them in.
    if (!stores.areProxiesSeen) return unknown(['stores-unseen'], 'stores-unseen');
    const denials = denialsOf(broken.entries);
    const policies = new Set(broken.pods.flatMap((pod) => pod.declaration.matched));
    const starts = broken.pods.flatMap((pod) => pod.pod.startedAt ?? []);
    const isWithoutProxy = broken.entries.every(({ entry }) => isMissingProxy(entry));
    const said = say('blocked', {
      pods: countText(broken.pods.length, 'pod'),
      workload: workloadName(workload),
      store: store.store.name,
      ports: portsOf(broken.entries),
      why: isWithoutProxy
        ? 'only through an RDS Proxy is it meant to, and there is none'
        : denials.length > 0
          ? denials.map(denialText)
          : 'only a part of the way is open',
    });
    return violated({
      said: [said],
      expected: [`${workloadName(workload)} reaches ${store.store.arn}`],
      observed: sortedUnique(broken.entries.map(({ entry }) => entry.answer.reach)),
      evidence: [
        storeEvidence(store),
        ...firstOf('denials', denials.map(denialEvidence)),
        ...returnPortsEvidence(broken.entries),
        ...documentEvidence(broken.entries),
        ...firstOf('policies', [...policies].map(policyEvidence)),
        ...firstOf('pods', broken.pods.map(podEvidence)),
      ],
      fix: isWithoutProxy
        ? MISSING_PROXY
        : fixOf(
            pair,
            denials,
            broken.pods.slice(0, LISTED).map((pod) => pod.pod.name),
          ),
      settling: {
        provenSince: starts.length === 0 ? null : Math.min(...starts),
        windowMs: settings.windowsMs.start,
      },
    });
  },
  rationale:
    'A policy that gives a pod the group of a store promises access, and so does a document that allows it. A pod that does not get in wears other groups than declared, or something on the way is closed.',
  unknownWhen:
    'Something on the way was not seen, or whether the pod is intended could not be decided.',
  remediation: {
    summary: 'Open the layer that denies, or replace pods that do not wear what is declared.',
    commands: ['kubectl rollout restart deployment/NAME --namespace NAMESPACE'],
  },
  references: [
    'https://docs.aws.amazon.com/eks/latest/userguide/security-groups-for-pods.html',
    'https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html',
  ],
  since: '0.1.0',
});

/** Which client ports get replies, where some packet passes. */
function returnPortsEvidence(entries: readonly PairEntry[]): readonly Evidence[] {
  const ports = entries
    .filter(({ entry }) => entry.answer.reach === 'partial')
    .map(({ entry }) => entry.answer.returnPorts.toString());
  return [...new Set(ports)].map((id): Evidence => ({ kind: 'note', id: `return ports ${id}` }));
}
