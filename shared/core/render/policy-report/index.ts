import type { AuditReport } from '../document/index.ts';
import { toJson } from '../json.ts';
import { renderYaml, type YamlMapping } from '../yaml.ts';
import { type Result, RESULTS, shown } from './result.ts';
import { resultsOf } from './results.ts';

/** All annotations of an object hold 256 KiB; each of three lists has a part of it. */
const MAX_LIST_LENGTH = 64 * 1024;

const MAX_NAME_PART = 200;

/** A name that Kubernetes takes: a DNS subdomain. */
function objectName(cluster: string): string {
  const name = cluster
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, MAX_NAME_PART)
    .replaceAll(/^-+|-+$/g, '');
  return name === '' ? 'podfence' : `podfence-${name}`;
}

/** A list as JSON; one that is too long for an annotation is cut, and says by how many. */
function listText(items: readonly object[]): string {
  const texts: string[] = [];
  let length = 0;
  for (const item of items) {
    const text = toJson(item);
    length += text.length + 1;
    if (length > MAX_LIST_LENGTH) break;
    texts.push(text);
  }
  const rest = items.length - texts.length;
  return `[${[...texts, ...(rest > 0 ? [toJson({ leftOut: rest })] : [])].join(',')}]`;
}

/** What the results rest on, where the format has no place of its own. */
function annotations(report: AuditReport, cluster: string): { readonly [key: string]: string } {
  const { takenAt, tool, coverage, inputs, configuration, documents } = report;
  return {
    'podfence.dev/cluster': shown(cluster),
    'podfence.dev/taken-at': takenAt,
    'podfence.dev/version': shown(tool.version),
    'podfence.dev/coverage': JSON.stringify(coverage),
    'podfence.dev/settings': listText(configuration.settings),
    'podfence.dev/documents': listText(documents),
    'podfence.dev/inputs': listText(inputs),
  };
}

function summaryOf(results: readonly Result[]): { readonly [word: string]: number } {
  const counts = Map.groupBy(results, ({ result }) => result);
  return Object.fromEntries(RESULTS.map((word) => [word, counts.get(word)?.length ?? 0]));
}

interface Place {
  readonly arn: string;
  readonly name: string;
}

function reportObject(report: AuditReport, place: Place, results: readonly Result[]): YamlMapping {
  return {
    apiVersion: 'wgpolicyk8s.io/v1alpha2',
    kind: 'ClusterPolicyReport',
    metadata: {
      name: objectName(place.name),
      labels: { 'app.kubernetes.io/managed-by': 'podfence' },
      annotations: annotations(report, place.arn),
    },
    summary: summaryOf(results),
    results,
  };
}

/** The clusters of the report; what is told of another, or of none, is told with the last. */
function* placesOf({ clusters }: AuditReport): Generator<[Place, (arn: string) => boolean]> {
  const known = new Set(clusters.map(({ arn }) => arn));
  const all = clusters.length === 0 ? [{ arn: '', name: '' }] : clusters;
  for (const [index, place] of all.entries()) {
    const isLast = index === all.length - 1;
    yield [place, (arn) => arn === place.arn || (isLast && !known.has(arn))];
  }
}

/**
 * One ClusterPolicyReport (wgpolicyk8s.io/v1alpha2) for each cluster, as YAML documents. A violation fails, what is unknown
 * is an error, what settles or informs warns, what is suppressed, left out or not seen is skipped; each check has a result
 * that says how many subjects it found compliant.
 */
export const renderPolicyReport = (report: AuditReport): Iterable<string> =>
  renderYaml(
    [],
    [...placesOf(report)].map(([place, isOurs]) => ({
      comments: [],
      value: reportObject(report, place, resultsOf(report, isOurs)),
    })),
  );
