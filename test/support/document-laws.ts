import {
  type AuditReport,
  PLAIN_SCREEN,
  renderAudit,
  renderJson,
  renderMatrix,
  renderPods,
} from '../../shared/core/render/index.ts';
import { faultsOf } from '../cli/schemas.ts';
import type { Answers } from './audit-answers.ts';

/** No control but the end of a line, no format character, no lone surrogate. */
const DANGEROUS = /(?!\n)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;

const textOf = (pieces: Iterable<string>): string => [...pieces].join('');

const wrongDocument = (name: string, document: object): readonly string[] =>
  faultsOf(textOf(renderJson(document))).map((fault) => `${name}: ${fault}`);

const wrongTable = (name: string, pieces: Iterable<string>): readonly string[] => {
  const found = DANGEROUS.exec(textOf(pieces));
  return found === null ? [] : [`the table of ${name} holds ${JSON.stringify(found[0])}`];
};

/** An unknown without a reason could not be settled by anybody. */
function wrongReasons({ pods, cells }: Answers, report: AuditReport): readonly string[] {
  return [
    ...pods
      .filter(({ verdict, reasons, settlingUntil, phase }) =>
        verdict === 'unknown' && phase !== 'Pending'
          ? reasons.length === 0 && settlingUntil === undefined
          : false,
      )
      .map(({ namespace, name }) => `pod ${namespace}/${name} is unknown for no reason`),
    ...pods
      .filter(({ verdict, causes }) => (verdict === 'violation') !== causes.length > 0)
      .map(
        ({ namespace, name, verdict }) =>
          `pod ${namespace}/${name} is ${verdict} with other causes`,
      ),
    ...cells
      .filter(({ reach, unknown }) => (reach === 'unknown') !== unknown.length > 0)
      .map(({ pod, store, reach }) => `cell ${pod} ${store} is ${reach} with other reasons`),
    ...cells
      .filter(({ reach, blockedBy }) => (reach === 'blocked') !== (blockedBy !== null))
      .map(({ pod, store, reach }) => `cell ${pod} ${store} is ${reach} and blocked by another`),
    ...report.unknowns
      .filter(({ reasons }) => reasons.length === 0)
      .map(({ check }) => `${check} is unknown for no reason`),
  ];
}

const isSorted = (keys: readonly string[]): boolean =>
  keys.every((key, index) => index === 0 || (keys[index - 1] ?? '') <= key);

function wrongOrder(report: AuditReport): readonly string[] {
  const ids = report.findings.map(({ id }) => id);
  const sources = report.inputs.map(({ source }) => source);
  return [
    ...(isSorted(ids) ? [] : ['findings are not sorted']),
    ...(new Set(ids).size === ids.length ? [] : ['two findings have one identity']),
    ...(isSorted(sources) ? [] : ['inputs are not sorted']),
  ];
}

function wrongCounts({ checks, coverage }: AuditReport): readonly string[] {
  const sum = (field: 'judged' | 'unknown' | 'settling'): number =>
    checks.reduce((total, row) => total + row[field], 0);
  const odd = checks.filter(
    (row) =>
      row.judged !== row.compliant + row.violations ||
      Object.values(row).some((value) => typeof value === 'number' && value < 0),
  );
  return [
    ...odd.map(({ id }) => `the population of ${id} does not add up`),
    ...(['judged', 'unknown', 'settling'] as const)
      .filter((field) => coverage[field] !== sum(field))
      .map((field) => `coverage counts other ${field} than the checks`),
  ];
}

/** What is wrong with the documents themselves, whatever the input was. */
export const wrongDocuments = (answers: Answers, report: AuditReport): readonly string[] => [
  ...wrongDocument('audit', report),
  ...wrongDocument('pods', answers.podList),
  ...wrongDocument('matrix', answers.matrix),
  ...wrongTable('audit', renderAudit(report, PLAIN_SCREEN)),
  ...wrongTable('pods', renderPods(answers.podList, PLAIN_SCREEN)),
  ...wrongTable('matrix', renderMatrix(answers.matrix, PLAIN_SCREEN)),
  ...wrongReasons(answers, report),
  ...wrongOrder(report),
  ...wrongCounts(report),
];
