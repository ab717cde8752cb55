import { SEVERITIES, type Severity } from '../../model/index.ts';
import type { AuditReport } from '../document/index.ts';
import type { Reading, Told } from '../standing.ts';
import { leftOut } from './block.ts';
import { findingBlock, findingLine } from './finding.ts';

/** In characters: about thirty findings with their fixes. */
const ROOM = 22_000;

interface Section {
  readonly title: string;
  readonly holds: (told: Told) => boolean;
}

const ofSeverity = (severity: Severity): Section => ({
  title: severity[0]?.toUpperCase() + severity.slice(1),
  holds: ({ standing, finding }) => standing === 'failing' && finding.severity === severity,
});

const SECTIONS: readonly Section[] = [
  ...SEVERITIES.filter((severity) => severity !== 'info')
    .toReversed()
    .map(ofSeverity),
  { title: 'Held', holds: ({ standing }) => standing === 'held' },
  { title: 'Info', holds: ({ standing }) => standing === 'informing' },
];

/** All findings share one room: the worst take what they need, of the others at least a line is told while there is room. */
export function findingSections({ findings }: Reading, report: AuditReport): readonly string[] {
  let room = ROOM;
  return SECTIONS.flatMap(({ title, holds }) => {
    const ours = findings.filter(holds);
    if (ours.length === 0) return [];
    const blocks: string[] = [];
    for (const told of ours) {
      const block = [findingBlock(told, report), findingLine(told, report)].find(
        (text) => text.length + 2 <= room,
      );
      if (block === undefined) continue;
      room -= block.length + 2;
      blocks.push(block);
    }
    const left = ours.length - blocks.length;
    return [`### ${title} (${ours.length})`, ...blocks, ...(left === 0 ? [] : [leftOut(left)])];
  });
}
