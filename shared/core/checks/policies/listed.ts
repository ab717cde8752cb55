import type { Evidence, GroupId } from '../../model/index.ts';
import { printable } from '../contract/message.ts';
import { firstOf, LISTED } from '../pods/evidence.ts';

/** A policy may name any number of groups: the first lines, and how many follow. */
export const firstLines = (lines: readonly string[]): readonly string[] =>
  lines.length <= LISTED ? lines : [...lines.slice(0, LISTED), `and ${lines.length - LISTED} more`];

export const groupsEvidence = (
  groups: readonly GroupId[],
  evidenceOf: (group: GroupId) => Evidence = (id) => ({ kind: 'group', id: printable(id) }),
): readonly Evidence[] => firstOf('groups', groups.map(evidenceOf));
