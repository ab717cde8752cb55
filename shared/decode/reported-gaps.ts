import type { Gap } from '../core/model/index.ts';
import { pathOf, placeOf, type ScopePlace } from './layout.ts';
import { type Fault, gapOf, type ListingSink } from './listing-builder.ts';
import type { Manifest, ReportedGap } from './manifest.ts';
import type { ScopeFolder } from './scope-folder.ts';

/** A `snapshot.json` and where it lies. */
export interface PlacedGaps {
  readonly manifest: Manifest;
  readonly scope: ScopePlace;
  readonly cluster: string;
}

const REASONS = [
  'missing',
  'denied',
  'truncated',
  'malformed',
  'hidden',
  'contradiction',
  'unsupported',
] as const;

/**
 * Carries over what collectors wrote down. The listing that a gap names (by file with or without extension or scope, or
 * by API action) becomes incomplete; returns the gaps that name none.
 */
export function applyReportedGaps(
  { manifest, scope, cluster }: PlacedGaps,
  folders: ReadonlyMap<string, ScopeFolder>,
): readonly Gap[] {
  const own = folders.get(scope.prefix);
  return manifest.gaps.flatMap((gap) => {
    const fault = faultOf(gap);
    const file = asFile(gap.source, scope, cluster);
    const byFile = file === null ? [] : sinksOfFile(file, folders);
    const sinks =
      byFile.length > 0 || own === undefined ? byFile : sinksOfAction(gap.source, cluster, own);
    const source = byFile.length > 0 && file !== null ? file : gap.source;
    for (const sink of sinks) sink.incomplete(source, fault);
    return sinks.length > 0 ? [] : [gapOf(source, fault, NO_EFFECT)];
  });
}

const NO_EFFECT = 'What depends on it is not known.';

function faultOf({ reason, item, effect }: ReportedGap): Fault {
  return {
    reason: REASONS.find((each) => each === reason) ?? 'reported',
    detail: `snapshot.json reports it: ${reason}`,
    ...(item === null ? {} : { item }),
    ...(effect === null ? {} : { effect }),
  };
}

/** The path of the file that the source names from the root of the snapshot. */
function asFile(source: string, scope: ScopePlace, cluster: string): string | null {
  const named = placeOf(source) === null ? `${source}.json` : source;
  const path = named.startsWith('accounts/')
    ? named
    : pathOf(scope, cluster, named.replace(/\.[a-z]+$/, ''));
  return placeOf(path) === null ? null : path;
}

function sinksOfFile(
  path: string,
  folders: ReadonlyMap<string, ScopeFolder>,
): readonly ListingSink[] {
  const place = placeOf(path);
  if (place === null) return [];
  return folders.get(place.scope.prefix)?.sinksFor(place.cluster, place.file) ?? [];
}

/** `ec2:DescribeVpcs`, `DescribeDBInstances`, `pods`: letters alone decide. */
function sinksOfAction(
  source: string,
  cluster: string,
  folder: ScopeFolder,
): readonly ListingSink[] {
  const wanted = lettersOf(source);
  return folder.sinksIn(cluster, null).filter(({ spec }) => {
    const [, call] = spec.file.split('/');
    return wanted === lettersOf(spec.file) || wanted === lettersOf(call ?? '');
  });
}

const lettersOf = (text: string): string =>
  text
    .slice(0, 200)
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '');
