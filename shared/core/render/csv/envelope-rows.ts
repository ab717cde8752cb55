import type { Envelope } from '../document/index.ts';
import type { CsvRow } from './table.ts';

/** Columns that every document has, beside its own. */
export const ENVELOPE_COLUMNS = [
  'source',
  'item',
  'reason',
  'detail',
  'effect',
  'judged',
  'unknown',
  'settling',
  'percent',
  'takenAt',
  'region',
  'accountId',
  'enforcingMode',
] as const;

type EnvelopeRow = CsvRow<
  (typeof ENVELOPE_COLUMNS)[number] | 'record' | 'cluster' | 'name' | 'kind'
>;

/** One row for the whole, and one for each cluster. */
export function* headRows(document: Envelope<string>): Generator<EnvelopeRow> {
  const { kind, takenAt, coverage, clusters } = document;
  yield { record: 'report', kind, takenAt, ...coverage };
  for (const { arn, ...cluster } of clusters) yield { record: 'cluster', cluster: arn, ...cluster };
}

export function* gapRows({ gaps }: Envelope<string>): Generator<EnvelopeRow> {
  for (const gap of gaps) yield { record: 'gap', ...gap };
}
