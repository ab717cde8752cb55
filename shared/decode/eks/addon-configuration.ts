import { parse } from 'yaml';
import type { AddonConfiguration } from '../../core/model/index.ts';
import { isObject, type RawObject } from '../raw.ts';

/** Longer than any configuration that EKS takes. */
const LONGEST = 200_000;

const MALFORMED: AddonConfiguration = { state: 'malformed' };

/** What the user has set of the add-on: a text of JSON or YAML, in the values of the chart `aws-vpc-cni`. */
export function decodeAddonConfiguration(text: string | null): AddonConfiguration {
  if (text === null || text.trim() === '') return { state: 'none' };
  const values = text.length > LONGEST ? undefined : parsed(text);
  if (values === null) return { state: 'none' };
  if (!isObject(values)) return MALFORMED;
  const node = environmentAt(values, 'env');
  const init = environmentAt(objectOrEmpty(values['init']), 'env');
  return node === null || init === null ? MALFORMED : { state: 'read', node, init };
}

/** JSON is YAML; undefined where it is neither. */
function parsed(text: string): unknown {
  try {
    return parse(text, { schema: 'core', maxAliasCount: 0, logLevel: 'error' });
  } catch {
    return undefined;
  }
}

const objectOrEmpty = (value: unknown): RawObject | null =>
  value === undefined || value === null ? {} : isObject(value) ? value : null;

/** The chart writes every value in quotes, so that `true` and `"true"` are one. */
function environmentAt(values: RawObject | null, key: string): ReadonlyMap<string, string> | null {
  const raw = values === null ? null : objectOrEmpty(values[key]);
  if (raw === null) return null;
  const entries = Object.keys(raw).map((name) => [name, textOf(raw[name])] as const);
  const texts = entries.flatMap(([name, value]) =>
    value === null ? [] : [[name, value] as const],
  );
  return texts.length < entries.length ? null : new Map(texts);
}

function textOf(value: unknown): string | null {
  if (typeof value === 'string') return value;
  if (value === null) return '';
  return typeof value === 'boolean' || typeof value === 'number' ? `${value}` : null;
}
