import type { InputRow } from '../document/index.ts';

/** Where the uris of a run are looked for: the folder of the snapshot, whose place this machine alone knows. */
export const SNAPSHOT_BASE = 'SNAPSHOT';

export interface ArtifactLocation {
  readonly uri: string;
  readonly uriBaseId: string;
  readonly index?: number;
}

/** A source as a relative reference that stays below its base: no host, no scheme, no way up. */
export const uriOf = (source: string): string =>
  source
    .toWellFormed()
    .split('/')
    .filter((segment) => !['', '.', '..'].includes(segment))
    .map(encodeURIComponent)
    .join('/');

/** A part of the input with what it held when it was read. */
export const artifact = ({ source, sha256, ...facts }: InputRow, index: number): object => ({
  location: { uri: uriOf(source), uriBaseId: SNAPSHOT_BASE, index },
  roles: ['analysisTarget'],
  hashes: { 'sha-256': sha256 },
  properties: facts,
});

export type LocateArtifact = (source: string) => ArtifactLocation;

/** Where a source is: its place among the artifacts of the run too, when it was read. */
export function artifactLocator(inputs: readonly InputRow[]): LocateArtifact {
  const indexes = new Map(inputs.map(({ source }, index) => [source, index]));
  return (source) => {
    const location = { uri: uriOf(source), uriBaseId: SNAPSHOT_BASE };
    const index = indexes.get(source);
    return index === undefined ? location : { ...location, index };
  };
}
