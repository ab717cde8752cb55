import { type Subject, subjectKey } from '../model/index.ts';
import { sha256Hex } from './sha-256.ts';

const HASH_LENGTH = 32;

/**
 * The identity of a finding, `podfence/<check>/<hash>`: of (check, cluster, subject) and nothing else, the cluster being
 * part of every subject. It is stored by others and never changes; the hash has 128 bits.
 */
export function findingId(check: string, subject: Subject): string {
  // JSON keeps the two apart and writes lone surrogates as escapes, so that no two texts become the same bytes.
  const identity = JSON.stringify([check, subjectKey(subject)]);
  return `podfence/${check}/${sha256Hex(identity).slice(0, HASH_LENGTH)}`;
}
