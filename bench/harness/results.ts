import type { EstateForm } from '../estate/options.ts';
import type { AuditCost, ParseCost } from './child.ts';

/** Everything measured on one estate; `audits` is empty when the audit could not be run. */
export interface Measurement {
  readonly pods: number;
  readonly form: EstateForm;
  readonly parses: readonly ParseCost[];
  readonly audits: readonly AuditCost[];
}

export interface Row {
  readonly pods: number;
  readonly form: EstateForm;
  readonly items: number;
  readonly bytes: number;
  readonly parseMs: number;
  readonly auditMs: number | undefined;
  readonly cpuMs: number | undefined;
  readonly ratio: number | undefined;
  readonly maxRssBytes: number | undefined;
}

/** Medians of the runs; memory is the largest of them. */
export function toRow({ pods, form, parses, audits }: Measurement): Row {
  const parseMs = median(parses.map((parse) => parse.wallMs));
  const auditMs = audits.length === 0 ? undefined : median(audits.map((audit) => audit.wallMs));
  return {
    pods,
    form,
    items: parses[0]?.items ?? 0,
    bytes: parses[0]?.bytes ?? 0,
    parseMs,
    auditMs,
    cpuMs: audits.length === 0 ? undefined : median(audits.map((audit) => audit.cpuMs)),
    ratio: auditMs === undefined ? undefined : auditMs / parseMs,
    maxRssBytes:
      audits.length === 0 ? undefined : Math.max(...audits.map((audit) => audit.maxRssBytes)),
  };
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((left, right) => left - right);
  const middle = sorted.length >> 1;
  const high = sorted[middle];
  if (high === undefined) throw new RangeError('the median of nothing');
  return sorted.length % 2 === 1 ? high : ((sorted[middle - 1] ?? high) + high) / 2;
}

/** A promise of the design and what was measured against it. */
export interface Budget {
  readonly what: string;
  readonly limit: string;
  readonly measured: string;
  readonly verdict: 'kept' | 'missed' | 'not measured';
}

const JUDGED_PODS = 100_000;
const RATIO_LIMITS: Readonly<Record<EstateForm, number>> = { raw: 2, collected: 4 };
const MEMORY_LIMIT = 1e9;
/** How much dearer the last pods may be than the ones before. */
const GROWTH_LIMIT = 1.2;

export function judgeBudgets(rows: readonly Row[]): readonly Budget[] {
  const forms = new Set(rows.map((row) => row.form));
  return [...forms].flatMap((form) => {
    const own = rows.filter((row) => row.form === form);
    const judged = own.find((row) => row.pods === JUDGED_PODS);
    return [timeBudget(form, judged), memoryBudget(form, judged), growthBudget(form, own)];
  });
}

function timeBudget(form: EstateForm, row: Row | undefined): Budget {
  const limit = RATIO_LIMITS[form];
  return budget(
    `audit of ${JUDGED_PODS} pods, ${form}: time ÷ JSON.parse`,
    row?.ratio,
    limit,
    (value) => value.toFixed(2),
  );
}

function memoryBudget(form: EstateForm, row: Row | undefined): Budget {
  return budget(
    `audit of ${JUDGED_PODS} pods, ${form}: peak memory`,
    row?.maxRssBytes,
    MEMORY_LIMIT,
    toMegabytes,
  );
}

/** The cost of one more pod in the last step of size, compared with that in the step before. */
function growthBudget(form: EstateForm, rows: readonly Row[]): Budget {
  const slopes = rows.slice(1).map((row, index) => {
    const before = rows[index];
    if (before?.auditMs === undefined || row.auditMs === undefined) return undefined;
    return (row.auditMs - before.auditMs) / (row.pods - before.pods);
  });
  const [previous, last] = slopes.slice(-2);
  const growth = previous === undefined || last === undefined ? undefined : last / previous;
  const sizes = rows.slice(-3).map((row) => row.pods);
  const what = `growth, ${form}: cost of a pod, last step ÷ step before (${sizes.join(' → ')})`;
  return budget(what, growth, GROWTH_LIMIT, (value) => value.toFixed(2));
}

function budget(
  what: string,
  measured: number | undefined,
  limit: number,
  show: (value: number) => string,
): Budget {
  if (measured === undefined) {
    return { what, limit: `≤ ${show(limit)}`, measured: '–', verdict: 'not measured' };
  }
  const verdict = measured <= limit ? 'kept' : 'missed';
  return { what, limit: `≤ ${show(limit)}`, measured: show(measured), verdict };
}

export function toMegabytes(bytes: number): string {
  return `${Math.round(bytes / 1e6)} MB`;
}
