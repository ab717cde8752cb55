import type { Verdict } from '../../model/index.ts';
import type { PodList, PodRow, PolicyRow } from '../document/index.ts';
import { grid, type Row } from './grid.ts';
import { type Ink, ink, labelled, line, type Screen, type Text } from './screen.ts';
import { clusterName, counted, coverageSpan, gapLines, headline, listed, spoken } from './words.ts';

/** Worst first. */
const VERDICTS = [
  ['violation', 'red', 'WEARS THE WRONG GROUPS'],
  ['unknown', 'yellow', 'NOT DECIDED'],
  ['compliant', 'green', 'WEARS WHAT ITS POLICIES DECLARE'],
  ['not-applicable', 'dim', 'NOT UNDER A POLICY'],
] as const satisfies readonly (readonly [Verdict, Ink, string])[];

export const wornBy = (pod: PodRow): readonly string[] => [
  ...new Set(pod.interfaces.flatMap((one) => one.groups)),
];

export const interfacesText = ({ interfaces }: PodRow): string =>
  interfaces.length === 0 ? '–' : interfaces.map(({ kind, id }) => `${kind} ${id}`).join(', ');

export function why(pod: PodRow): Text {
  if (pod.settlingUntil !== undefined) return `settling until ${spoken(pod.settlingUntil)}`;
  if (pod.verdict === 'unknown') {
    return ink('yellow', pod.reasons.length === 0 ? pod.phase : listed(pod.reasons));
  }
  return ink('red', pod.causes.join(', '));
}

/** A pod that somebody has to look at: what it should wear above what it wears. */
function* podLines(pod: PodRow, screen: Screen): Generator<string> {
  const name = ink('bold', `${pod.namespace}/${pod.name}`);
  yield line(screen, 2, name, ink('dim', `  ${pod.workload}  `), why(pod));
  const worn = wornBy(pod);
  const missing = pod.declaredGroups.filter((group) => !worn.includes(group));
  const extra = worn.filter((group) => !pod.declaredGroups.includes(group));
  yield labelled(screen, 4, ink('dim', 'declared  '), listed(pod.declaredGroups));
  yield labelled(screen, 4, ink('dim', 'wears     '), `${listed(worn)} (${interfacesText(pod)})`);
  const differences = [
    ...missing.map((group) => `lacks ${group}`),
    ...extra.map((group) => `has ${group} too many`),
  ];
  if (pod.verdict === 'violation' && differences.length > 0) {
    yield labelled(screen, 4, ink('dim', '          '), ink('red', differences.join(', ')));
  }
}

const OUT_OF_SCOPE = new Set(['host-network', 'windows']);

export const podRow = (pod: PodRow): Row => [
  `${pod.namespace}/${pod.name}`,
  pod.workload,
  listed(wornBy(pod)),
  interfacesText(pod),
  OUT_OF_SCOPE.has(pod.class) ? pod.class : pod.phase,
];

export function policyRow(policy: PolicyRow): Row {
  const status = policy.reason === undefined ? policy.status : `${policy.status}: ${policy.reason}`;
  return [
    `${policy.namespace}/${policy.name}`,
    policy.status === 'active' ? status : ink('red', status),
    `${policy.pods}`,
    listed(policy.groups),
  ];
}

/** What each pod should wear and wears: by cluster, the worst first. */
export function* renderPods(list: PodList, screen: Screen): Generator<string> {
  const pods = [...list.pods];
  yield* headline(screen, 'Pods and their security groups', list);
  for (const cluster of new Set([...pods, ...list.policies].map((one) => one.cluster))) {
    const named = list.clusters.length > 1 ? ` in ${clusterName(list.clusters, cluster)}` : '';
    yield* podSections(
      pods.filter((one) => one.cluster === cluster),
      named,
      screen,
    );
    const policies = list.policies.filter((one) => one.cluster === cluster);
    if (policies.length === 0) continue;
    yield '\n';
    yield line(screen, 0, ink('bold', `POLICIES${named} (${policies.length})`));
    yield* grid(screen, 2, ['POLICY', 'STATUS', 'PODS', 'GROUPS'], policies.map(policyRow));
  }
  yield* gapLines(screen, list.gaps);
  yield '\n';
  yield* summary(pods, list, screen);
}

function* podSections(pods: readonly PodRow[], named: string, screen: Screen): Generator<string> {
  for (const [verdict, colour, title] of VERDICTS) {
    const rows = pods.filter((pod) => pod.verdict === verdict);
    if (rows.length === 0) continue;
    yield '\n';
    yield line(screen, 0, ink(colour, `${title}${named} (${rows.length})`));
    if (verdict === 'violation' || verdict === 'unknown') {
      for (const pod of rows) yield* podLines(pod, screen);
    } else {
      yield* grid(screen, 2, ['POD', 'WORKLOAD', 'WEARS', 'ON', 'IS'], rows.map(podRow));
    }
  }
}

function* summary(pods: readonly PodRow[], list: PodList, screen: Screen): Generator<string> {
  const counts = VERDICTS.map(([verdict, colour]) => {
    const count = pods.filter((pod) => pod.verdict === verdict).length;
    return ink(count === 0 ? 'dim' : colour, `${count} ${verdict}`);
  });
  yield line(
    screen,
    0,
    ink('bold', counted(pods.length, 'pod')),
    ': ',
    ...counts.flatMap((span, index) => (index === 0 ? [span] : [', ', span])),
    '  ',
    coverageSpan(list.coverage),
  );
}
