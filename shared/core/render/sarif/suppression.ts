import type { DocumentRow } from '../document/index.ts';
import { uriOf } from './artifact.ts';
import { plainText } from './message.ts';

export type Suppress = (suppressedBy: string) => object;

/** `file:line` as a place; it lies where the person keeps it, not in the snapshot. */
function placeOf(source: string): object {
  const [, file = source, line] = /^(.*):([1-9]\d{0,8})$/su.exec(source) ?? [];
  const artifactLocation = { uri: uriOf(file) };
  return line === undefined
    ? { physicalLocation: { artifactLocation } }
    : { physicalLocation: { artifactLocation, region: { startLine: Number(line) } } };
}

/** Tells who accepted a finding: the document by name, and where it stands when there is one of that name. */
export function suppressor(documents: readonly DocumentRow[]): Suppress {
  const named = Map.groupBy(
    documents.filter(({ kind }) => kind === 'Suppression'),
    ({ name }) => name,
  );
  return (suppressedBy) => {
    const [document, ...others] = named.get(suppressedBy) ?? [];
    const suppression = {
      kind: 'external',
      status: 'accepted',
      justification: plainText(suppressedBy),
    };
    if (document === undefined || others.length > 0) return suppression;
    const { source, expires } = document;
    return { ...suppression, location: placeOf(source), properties: { expires } };
  };
}
