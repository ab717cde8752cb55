import type { Labels, LabelSelector } from '../model/index.ts';
import { type Requirement, selectorMatches } from '../policy/index.ts';

type Operator = Requirement['operator'];

const OPERATORS: ReadonlySet<string> = new Set<Operator>(['In', 'NotIn', 'Exists', 'DoesNotExist']);
export const isOperator = (text: string): text is Operator => OPERATORS.has(text);

/**
 * What a selector requires of tags. They are freer text than labels (blanks, colons, up to 256 characters), so that keys
 * and values are taken as they are. Null for a term that means nothing.
 */
export function tagRequirements(selector: LabelSelector): readonly Requirement[] | null {
  const requirements: Requirement[] = [];
  for (const [key, value] of selector.matchLabels) {
    if (value === null) return null;
    requirements.push({ key, operator: 'In', values: new Set([value]) });
  }
  for (const { key, operator, values } of selector.matchExpressions) {
    if (!isOperator(operator)) return null;
    const takesValues = operator === 'In' || operator === 'NotIn';
    if (takesValues !== values.length > 0) return null;
    requirements.push({ key, operator, values: new Set(values) });
  }
  return requirements;
}

/** A selector without terms selects every store, tagged or not. */
export const selectsTags = (requirements: readonly Requirement[], tags: Labels): boolean =>
  selectorMatches({ kind: 'requirements', requirements }, tags);
