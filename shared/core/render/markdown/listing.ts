import type { Coverage, Envelope, GapRow } from '../document/index.ts';
import { spoken } from '../table/index.ts';
import { counted } from '../table/words.ts';
import { fit, folded, leftOut, table } from './block.ts';
import { code, prose } from './text.ts';

/** Rooms in characters. */
const ROOM_FOR_CLUSTERS = 2000;
const ROOM_FOR_GAPS = 4500;

export const coverageText = ({ judged, unknown, settling, percent }: Coverage): string => {
  const parts = [`${judged.toLocaleString('en-US')} judged`];
  parts.push(`${unknown.toLocaleString('en-US')} unknown`);
  if (settling > 0) parts.push(`${settling.toLocaleString('en-US')} settling`);
  return `${parts.join(', ')} (coverage ${percent} %)`;
};

/** Whose facts these are, from when, and how much of them could be decided. */
export function aboutText(document: Envelope<string>): string {
  const { clusters, takenAt, coverage } = document;
  const { kept, left } = fit(
    clusters.map(({ name, region, accountId, enforcingMode }) =>
      [code(name), prose([region, accountId].join(' ')), `${enforcingMode} mode`].join(' '),
    ),
    ROOM_FOR_CLUSTERS,
  );
  const named = [...kept, ...(left === 0 ? [] : [leftOut(left)])].map((one) => `${one}. `);
  return `${named.join('')}As of ${spoken(takenAt)}: ${coverageText(coverage)}.`;
}

/** What was not seen, folded away; nothing when all was. */
export const gapBlocks = (gaps: readonly GapRow[]): readonly string[] =>
  gaps.length === 0
    ? []
    : [
        folded(
          `${counted(gaps.length, 'gap')}: not seen`,
          table(
            ['what', 'why', 'effect', 'detail'],
            gaps.map(({ source, item, reason, effect, detail }) => [
              item === undefined ? source : `${source} ${item}`,
              reason,
              effect,
              detail,
            ]),
            ROOM_FOR_GAPS,
          ),
        ),
      ];

export function* blocks(parts: Iterable<string>): Generator<string> {
  for (const part of parts) yield `${part}\n\n`;
}
