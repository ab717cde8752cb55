import type { Estate } from '../../shared/core/estate/index.ts';
import {
  type Disposition,
  type Subject,
  subjectKey,
  type Verdict,
} from '../../shared/core/model/index.ts';
import type { AuditReport, Cell, PodRow } from '../../shared/core/render/index.ts';
import type { Answers } from './audit-answers.ts';
import { storeSubjects } from './store-subjects.ts';

/** The check that reports what could not be seen: it speaks of the input, so that less input gives more of it. */
const COVERAGE = 'everything-is-evaluated';

/** Causes that accuse somebody. */
const ACCUSING = ['ADMISSION_BYPASS', 'OUT_OF_BAND_ENI_CHANGE'] as const;

/** Every subject that a check could be asked about. */
export function subjectsOf({ estate, judgement }: Answers): readonly Subject[] {
  const stated = judgement.checks.flatMap(({ violations, undecided }) =>
    [...violations, ...undecided].map(({ subject }) => subject),
  );
  const subjects = [...stated, ...estate.clusters.flatMap((one) => subjectsIn(estate, one.arn))];
  return [...new Map(subjects.map((one) => [subjectKey(one), one])).values()];
}

function subjectsIn(estate: Estate, cluster: string): readonly Subject[] {
  const view = estate.clusters.find(({ arn }) => arn === cluster);
  const workloads = view?.workloads ?? [];
  const ids = estate.stores.map(({ store }) => store.arn);
  return [
    { kind: 'cluster', cluster },
    ...(view?.nodes ?? []).map(({ nodeGroup }): Subject => ({
      kind: 'node-group',
      cluster,
      name: nodeGroup,
    })),
    ...(view?.policies ?? []).map(({ policy: { namespace, name } }): Subject => ({
      kind: 'policy',
      cluster,
      namespace,
      name,
    })),
    ...workloads.flatMap(({ namespace, name }): readonly Subject[] => [
      { kind: 'workload', cluster, namespace, name },
      ...ids.map((id): Subject => ({ kind: 'workload-store', cluster, namespace, name, id })),
    ]),
    ...storeSubjects(estate, cluster),
  ];
}

const dispositionOf = ({ judgement }: Answers, check: string, subject: Subject): Disposition =>
  judgement.checks
    .find((one) => one.check === check && one.cluster === subject.cluster)
    ?.disposition(subject) ?? 'not-judged';

/** What less information may make of a disposition, beside leaving it as it is. */
const MAY_BECOME: ReadonlySet<Disposition> = new Set(['unknown', 'not-judged']);

function wrongDispositions(before: Answers, after: Answers): readonly string[] {
  const checks = [...new Set(before.judgement.checks.map(({ check }) => check))];
  const known = subjectsOf(before);
  const isKnown = new Set(known.map(subjectKey));
  const renamed = subjectsOf(after).filter((one) => !isKnown.has(subjectKey(one)));
  const changed = checks
    .filter((check) => check !== COVERAGE)
    .flatMap((check) => [
      ...known.flatMap((subject) => {
        const was = dispositionOf(before, check, subject);
        const is = dispositionOf(after, check, subject);
        return was === is || MAY_BECOME.has(is) || isReportedElsewhere(was, is, before, subject)
          ? []
          : [`${check} ${subjectKey(subject)}: ${was} became ${is}`];
      }),
      // A subject that nobody knew may not be accused.
      ...renamed
        .filter((subject) => dispositionOf(after, check, subject) === 'violation')
        .filter((subject) => !isUnderAnotherName(subject, before, check))
        .map((subject) => `${check} ${subjectKey(subject)}: accused out of nothing`),
    ]);
  return [...changed, ...wrongCoverage(before, after)];
}

/**
 * One fault, one finding: a check leaves to another what the other reports, and judges only the rest. When that one
 * becomes unknown, the first speaks up, of a store of which something was violated before.
 */
const isReportedElsewhere = (
  was: Disposition,
  is: Disposition,
  { judgement }: Answers,
  subject: Subject,
): boolean =>
  (was === 'not-judged' || (was === 'unknown' && is === 'violation')) &&
  (is === 'violation' || (is === 'compliant' && subject.kind === 'store-rule')) &&
  'id' in subject &&
  judgement.checks.some(({ violations }) =>
    violations.some((one) => 'id' in one.subject && one.subject.id === subject.id),
  );

/** Without its owner objects, or the name of its cluster, a violated workload goes by another name. */
const isUnderAnotherName = (subject: Subject, before: Answers, check: string): boolean =>
  before.judgement.checks.some(
    (one) =>
      one.check === check &&
      one.violations.some(
        ({ subject: was }) =>
          was.kind === subject.kind &&
          ('namespace' in was && 'namespace' in subject
            ? was.namespace === subject.namespace
            : was.cluster !== subject.cluster || was.kind === 'interfaces'),
      ),
  );

function wrongCoverage(before: Answers, after: Answers): readonly string[] {
  return before.judgement.clusters.flatMap((cluster) => {
    const subject = { kind: 'cluster', cluster } as const;
    const was = dispositionOf(before, COVERAGE, subject);
    const is = dispositionOf(after, COVERAGE, subject);
    return was === 'violation' && is === 'compliant' ? [`${COVERAGE} ${cluster}: is content`] : [];
  });
}

const isAllowed = (was: Verdict, is: Verdict): boolean => was === is || is === 'unknown';

const podKey = ({ cluster, namespace, name }: PodRow): string => `${cluster} ${namespace}/${name}`;

function wrongPod(was: PodRow, is: PodRow): readonly string[] {
  const key = podKey(is);
  const accused = ACCUSING.filter(
    (cause) => is.causes.includes(cause) && !was.causes.includes(cause),
  );
  const matched = is.policies.filter((policy) => !was.policies.includes(policy));
  const declared = is.declaredGroups.filter((group) => !was.declaredGroups.includes(group));
  return [
    ...(isAllowed(was.verdict, is.verdict) ? [] : [`${key}: ${was.verdict} became ${is.verdict}`]),
    ...accused.map((cause) => `${key}: accused of ${cause}`),
    ...matched.map((policy) => `${key}: is said to match ${policy}`),
    ...declared.map((group) => `${key}: is said to be declared ${group}`),
  ];
}

/** A cluster that nothing names any more goes by another name: its rows are others then. */
const isNamed = ({ judgement }: Answers, cluster: string): boolean =>
  judgement.clusters.includes(cluster);

function wrongPods(before: Answers, after: Answers): readonly string[] {
  const known = new Map(before.pods.map((row) => [podKey(row), row]));
  const found = new Map(after.pods.map((row) => [podKey(row), row]));
  const lost = before.pods.filter((row) => !found.has(podKey(row)));
  const silent = after.isPodListUnknown || after.snapshot.gaps.length > before.snapshot.gaps.length;
  return [
    ...after.pods.flatMap((row) => {
      const was = known.get(podKey(row));
      if (was !== undefined) return wrongPod(was, row);
      return isNamed(before, row.cluster) ? [`${podKey(row)}: a pod out of nothing`] : [];
    }),
    ...(silent ? [] : lost.map((row) => `${podKey(row)}: lost without a word`)),
    ...(lost.some((row) => isNamed(after, row.cluster)) && !after.isPodListUnknown
      ? [`${lost.length} pods are lost, and the list counts as known`]
      : []),
  ];
}

const cellKey = (cell: Cell): string =>
  [
    cell.cluster,
    `${cell.namespace}/${cell.pod ?? ''}`,
    cell.store,
    cell.port,
    cell.path,
    cell.through ?? '',
  ].join(' ');

const reachOf = ({ reach, partialBecause }: Cell): string => [reach, ...partialBecause].join(' ');

function wrongCell(key: string, was: readonly Cell[], is: Cell): readonly string[] {
  const mayReach = new Set(was.map(reachOf));
  const mayIntend = new Set(was.map(({ intended }) => intended));
  return [
    ...(is.reach === 'unknown' || mayReach.has(reachOf(is))
      ? []
      : [`${key}: ${[...mayReach].join(', ')} became ${reachOf(is)}`]),
    ...(is.intended === null || mayIntend.has(is.intended)
      ? []
      : [`${key}: intended ${[...mayIntend].join(', ')} became ${is.intended}`]),
  ];
}

function wrongCells(before: Answers, after: Answers): readonly string[] {
  const known = Map.groupBy(before.cells, cellKey);
  const found = new Set(after.cells.map(cellKey));
  const lost = [...known.keys()].filter((key) => !found.has(key));
  const isAnyLeft = lost.some((key) =>
    known.get(key)?.some((cell) => isNamed(after, cell.cluster)),
  );
  return [
    ...after.cells.flatMap((cell) => {
      const key = cellKey(cell);
      const was = known.get(key);
      if (was !== undefined) return wrongCell(key, was, cell);
      return isNamed(before, cell.cluster) && cell.reach !== 'unknown' && cell.reach !== 'blocked'
        ? [`${key}: ${reachOf(cell)} out of nothing`]
        : [];
    }),
    ...(isAnyLeft && !after.isMatrixUnknown
      ? [`${lost[0]}: lost, with ${lost.length - 1} others, and the matrix counts as known`]
      : []),
  ];
}

/**
 * What the answers to a part of the input assert that the whole input denies: nothing, when unknown is a verdict. An
 * answer may become unknown, and a row may go when the listing says that it is not whole; no violation may pass, no
 * open way close, nobody be accused.
 */
export const contradictions = (before: Answers, after: Answers): readonly string[] => [
  ...wrongDispositions(before, after),
  ...wrongPods(before, after),
  ...wrongCells(before, after),
];

/**
 * What an audit of a part of the input may not do to the findings of the whole: resolve one, or raise another. The
 * finding about coverage may come.
 */
export function wrongMemory(before: Answers, report: AuditReport): readonly string[] {
  const known = new Set(before.judgement.clusters);
  return report.findings
    .filter(({ check, subject }) => check !== COVERAGE && known.has(subject.cluster))
    .filter(({ state }) => state === 'resolved')
    .map((row) => `${row.check} ${subjectKey(row.subject)}: ${row.state} as ${row.resolution}`);
}
