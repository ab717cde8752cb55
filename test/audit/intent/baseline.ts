import { baselineIntents } from '../../../shared/audit/index.ts';
import { type Access, computeAccess } from '../../../shared/core/access/index.ts';
import { compileEstate, type Estate } from '../../../shared/core/estate/index.ts';
import type { DataStoreAccess, Snapshot } from '../../../shared/core/model/index.ts';
import { readDocuments } from '../../../shared/decode/index.ts';
import { NOW } from '../../support/times.ts';

export interface Baseline {
  readonly estate: Estate;
  readonly access: Access;
  /** The file that is written. */
  readonly text: string;
  readonly unknown: boolean;
  /** The file as it is read again. */
  readonly intents: readonly DataStoreAccess[];
  readonly faults: readonly string[];
}

/** What is written for a snapshot, and read again. */
export function baselineOf(snapshot: Snapshot): Baseline {
  const estate = compileEstate(snapshot, { now: NOW });
  const access = computeAccess(estate);
  const { chunks, unknown } = baselineIntents(estate, access);
  const text = [...chunks].join('');
  const file = { file: 'intents.yaml', text, kinds: new Set(['DataStoreAccess'] as const) };
  const { intents, faults } = readDocuments([file], []);
  const told = faults.map(({ line, message }) => `${line}: ${message}`);
  return { estate, access, text, unknown, intents, faults: told };
}

/** One document's entries of `allow`, briefly. */
export const allowOf = ({ allow }: DataStoreAccess): readonly string[] =>
  allow.map(({ namespaceSelector, podSelector }) =>
    [
      ...(namespaceSelector?.matchLabels.values() ?? []),
      ...[...(podSelector?.matchLabels ?? [])].map(([key, value]) => `${key}=${value}`),
      ...(podSelector?.matchExpressions ?? []).map(({ key, operator }) => `${key} ${operator}`),
    ].join(' '),
  );
