import { compareText, type Gap } from '../model/index.ts';
import {
  type ClusterHead,
  type Coverage,
  type Envelope,
  type GapRow,
  toIso,
} from './document/index.ts';

function gapRow({ source, item, reason, detail, effect }: Gap): GapRow {
  return item === undefined
    ? { source, reason, detail, effect }
    : { source, item, reason, detail, effect };
}

const compareGaps = (a: Gap, b: Gap): number =>
  compareText(a.source, b.source) ||
  compareText(a.item ?? '', b.item ?? '') ||
  compareText(a.reason, b.reason) ||
  compareText(a.detail, b.detail);

/** What every document starts with. Clusters and gaps may come in any order. */
export function envelope<Kind extends string>(
  kind: Kind,
  takenAt: number,
  clusters: readonly ClusterHead[],
  coverage: Coverage,
  gaps: readonly Gap[],
): Envelope<Kind> {
  return {
    schemaVersion: 1,
    kind,
    takenAt: toIso(takenAt),
    clusters: clusters.toSorted((a, b) => compareText(a.arn, b.arn)),
    coverage,
    gaps: gaps.toSorted(compareGaps).map(gapRow),
  };
}
