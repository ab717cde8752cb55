import type { DoorIntent } from '../../core/access/index.ts';
import type { PodView } from '../../core/estate/index.ts';
import { allows, isInForce, type PathKind } from '../../core/intent/index.ts';
import type { DataStoreAccess } from '../../core/model/index.ts';
import type { SayingRow } from '../../core/render/index.ts';

/** What the documents about a door say of one pod; those that may be about it among them, as they may let it in. */
export function sayingsOf(
  { documents, now }: DoorIntent,
  { grants }: PodView,
  path: PathKind,
): readonly SayingRow[] {
  const saying = (document: DataStoreAccess, isAbout: boolean): SayingRow => {
    const says = allows(document, { grants, path, now });
    return {
      name: document.name,
      source: `${document.place.file}:${document.place.line}`,
      mode: document.mode,
      inForce: isInForce(document, now),
      allows: isAbout || says === 'no' ? says : 'maybe',
    };
  };
  return [
    ...documents.certain.map((one) => saying(one, true)),
    ...documents.possible.map((one) => saying(one, false)),
  ];
}
