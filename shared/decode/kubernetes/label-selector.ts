import type { LabelSelector, LabelSelectorRequirement } from '../../core/model/index.ts';
import { KEEP } from '../fields.ts';
import {
  objectOf,
  objectsOrEmpty,
  type RawObject,
  requireText,
  textOrNull,
  textsOrEmpty,
} from '../raw.ts';

export const SELECTOR_FIELDS = {
  matchLabels: KEEP,
  matchExpressions: [{ key: KEEP, operator: KEEP, values: KEEP }],
} as const;

/** Absent and null are no selector; present and empty selects everything. */
export function decodeSelector(raw: RawObject, key: string): LabelSelector | null {
  const value = raw[key];
  if (value === undefined || value === null) return null;
  const selector = objectOf(value, key);
  return {
    matchLabels: decodeMatchLabels(selector, key),
    matchExpressions: objectsOrEmpty(selector, 'matchExpressions').map(decodeRequirement),
  };
}

function decodeMatchLabels(selector: RawObject, key: string): LabelSelector['matchLabels'] {
  const raw = selector['matchLabels'];
  if (raw === undefined || raw === null) return new Map();
  const labels = objectOf(raw, `${key}.matchLabels`);
  return new Map(
    Object.keys(labels).map((name) => {
      // Go reads null into a map of text as empty text.
      return [name, textOrNull(labels, name) ?? ''];
    }),
  );
}

/** The API server checks the types of a requirement and nothing else: operators and keys are free text. */
function decodeRequirement(raw: RawObject): LabelSelectorRequirement {
  return {
    key: textOrEmpty(raw, 'key'),
    operator: textOrEmpty(raw, 'operator'),
    values: textsOrEmpty(raw, 'values'),
  };
}

const textOrEmpty = (raw: RawObject, key: string): string =>
  raw[key] === '' || raw[key] === undefined || raw[key] === null ? '' : requireText(raw, key);
