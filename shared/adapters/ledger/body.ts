import type { Finding } from '../../core/model/index.ts';
import { LedgerError, type PolicySighting, type Sighting } from '../../audit/ledger.ts';

/** The version of the bodies below: a reader refuses newer ones rather than to guess. */
const BODY_VERSION = 1;

/** A stored body: `{"schemaVersion": 1, "value": …}`. */
export const encodeBody = (value: Finding | Sighting | readonly PolicySighting[]): string =>
  JSON.stringify({ schemaVersion: BODY_VERSION, value });

/** @throws LedgerError, as the others, when the body is damaged or was written by a newer version. */
export const decodeFinding = (id: string, body: string): Finding =>
  decode(`finding ${id}`, body, (value): value is Finding => isFinding(value, id));

export const decodeSighting = (id: string, body: string): Sighting =>
  decode(`sighting of ${id}`, body, (value): value is Sighting => isSighting(value, id));

export const decodePolicies = (cluster: string, body: string): readonly PolicySighting[] =>
  decode(`policies of ${cluster}`, body, isPolicies);

function decode<T>(what: string, body: string, isWhole: (value: unknown) => value is T): T {
  const stored = parse(body);
  const version = isObject(stored) ? stored['schemaVersion'] : null;
  if (typeof version === 'number' && version > BODY_VERSION)
    throw new LedgerError(`${what}: stored by a newer podfence, which has to read it`);
  const value = isObject(stored) && version === BODY_VERSION ? stored['value'] : null;
  if (!isWhole(value)) throw new LedgerError(`${what}: what the ledger holds is damaged`);
  return value;
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}

/*
 * Guards look at what everything else is reached through: the bodies were written by this code, and what may happen to
 * them is damage.
 */
const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isAbout = (value: unknown): boolean =>
  isObject(value) && typeof value['check'] === 'string' && isObject(value['subject']);

const isFinding = (value: unknown, id: string): value is Finding =>
  isObject(value) && value['id'] === id && isAbout(value['violation']);

const isSighting = (value: unknown, id: string): value is Sighting =>
  isObject(value) && value['id'] === id && isAbout(value) && Array.isArray(value['marks']);

const isPolicies = (value: unknown): value is readonly PolicySighting[] =>
  Array.isArray(value) && value.every((it) => isObject(it) && typeof it['uid'] === 'string');
