import type { ClusterHead, Coverage, GapRow } from '../document/index.ts';
import { ink, labelled, line, type Screen, type Span } from './screen.ts';

/** `1 pod`, `2 pods`, `12,345 pods`. */
export const counted = (count: number, singular: string, plural = `${singular}s`): string =>
  `${count.toLocaleString('en-US')} ${count === 1 ? singular : plural}`;

/** A list in one cell; a dash where there is nothing, so that an empty cell is never mistaken for a fault. */
export const listed = (values: readonly string[]): string =>
  values.length === 0 ? '–' : values.join(', ');

/** `2026-11-20T10:00:00.000Z` as people write it. */
export const spoken = (iso: string): string =>
  iso.replace('T', ' ').replace(/(?::00)?\.000Z$/u, ' UTC');

/** The end of an ARN: what tells a person which store it is. */
export function shortArn(arn: string): string {
  const resource = arn.split(':').slice(5).join(':');
  return resource === '' ? arn : resource;
}

export const clusterName = (clusters: readonly ClusterHead[], arn: string): string =>
  clusters.find((one) => one.arn === arn)?.name ?? arn;

/** Who was looked at, and when. */
export function* headline(
  screen: Screen,
  title: string,
  document: { readonly takenAt: string; readonly clusters: readonly ClusterHead[] },
): Generator<string> {
  yield line(screen, 0, ink('bold', title), ink('dim', `  as of ${spoken(document.takenAt)}`));
  for (const one of document.clusters) {
    const facts = [one.region, one.accountId, `${one.enforcingMode} mode`].filter(
      (fact) => fact !== null,
    );
    yield line(screen, 0, one.name, ink('dim', `  ${facts.join('  ')}`));
  }
}

const SHOWN_GAPS = 20;

/** What was not seen, and what it costs. A long list is cut: the JSON has all of it. */
export function* gapLines(screen: Screen, gaps: readonly GapRow[]): Generator<string> {
  if (gaps.length === 0) return;
  yield '\n';
  yield line(screen, 0, ink('yellow', `NOT SEEN (${gaps.length})`));
  for (const { source, item, reason, detail, effect } of gaps.slice(0, SHOWN_GAPS)) {
    const what = item === undefined ? source : `${source} ${item}`;
    yield line(screen, 2, ink('bold', what), ink('yellow', `  ${reason}`));
    if (effect !== '') yield labelled(screen, 4, '', effect);
    yield labelled(screen, 4, '', ink('dim', detail));
  }
  const rest = gaps.length - SHOWN_GAPS;
  if (rest > 0)
    yield line(
      screen,
      2,
      ink('dim', `and ${rest.toLocaleString('en-US')} more; --json lists them all`),
    );
}

export function coverageSpan({ judged, unknown, settling, percent }: Coverage): Span {
  const parts = [`${judged.toLocaleString('en-US')} decided`];
  if (unknown > 0) parts.push(`${unknown.toLocaleString('en-US')} unknown`);
  if (settling > 0) parts.push(`${settling.toLocaleString('en-US')} settling`);
  const text = `coverage ${percent} % (${parts.join(', ')})`;
  return ink(unknown > 0 ? 'yellow' : 'dim', text);
}
