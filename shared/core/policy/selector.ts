import { compareText, type Labels, type LabelSelector, sortedUnique } from '../model/index.ts';
import { isLabelKey, isLabelValue } from './label-syntax.ts';

type Operator = 'In' | 'NotIn' | 'Exists' | 'DoesNotExist';

export interface Requirement {
  readonly key: string;
  readonly operator: Operator;
  /** Not empty for `In` and `NotIn`, empty for the others. */
  readonly values: ReadonlySet<string>;
}

/**
 * A label selector as Kubernetes reads it (kubernetes/apimachinery pkg/apis/meta/v1/helpers.go,
 * `LabelSelectorAsSelector`). `invalid` is a selector that does not convert: one bad requirement spoils all of it.
 */
export type CompiledSelector =
  | { readonly kind: 'absent' }
  | { readonly kind: 'everything' }
  | { readonly kind: 'requirements'; readonly requirements: readonly Requirement[] }
  | { readonly kind: 'invalid'; readonly reason: string };

/** Never throws: a selector that does not convert is `invalid`, with the first fault as its reason. */
export function compileSelector(selector: LabelSelector | 'malformed' | null): CompiledSelector {
  if (selector === null) return { kind: 'absent' };
  if (selector === 'malformed') return invalid('it is not a label selector');
  if (selector.matchLabels.size + selector.matchExpressions.length === 0) {
    return { kind: 'everything' };
  }
  const requirements: Requirement[] = [];
  for (const term of termsOf(selector)) {
    const requirement = toRequirement(term);
    if (typeof requirement === 'string') return invalid(requirement);
    requirements.push(requirement);
  }
  return { kind: 'requirements', requirements };
}

/** An absent selector matches nothing, and neither does an invalid one. */
export function selectorMatches(selector: CompiledSelector, labels: Labels): boolean {
  switch (selector.kind) {
    case 'everything':
      return true;
    case 'requirements':
      return selector.requirements.every((requirement) => holds(requirement, labels));
    case 'absent':
    case 'invalid':
      return false;
  }
}

/** The label keys that decide whether the selector matches, sorted. */
export function keysOf(selector: CompiledSelector): readonly string[] {
  if (selector.kind !== 'requirements') return [];
  return sortedUnique(selector.requirements.map(({ key }) => key));
}

/** kubernetes/apimachinery pkg/labels/selector.go, `Matches`: `NotIn` holds for an object without the label. */
function holds({ key, operator, values }: Requirement, labels: Labels): boolean {
  const value = labels.get(key);
  switch (operator) {
    case 'In':
      return value !== undefined && values.has(value);
    case 'NotIn':
      return value === undefined || !values.has(value);
    case 'Exists':
      return value !== undefined;
    case 'DoesNotExist':
      return value === undefined;
  }
}

interface Term {
  readonly key: string;
  readonly operator: string;
  readonly values: readonly (string | null)[];
}

/** Pairs of `matchLabels` are read as `In` with one value. */
function termsOf({ matchLabels, matchExpressions }: LabelSelector): readonly Term[] {
  const pairs = [...matchLabels].toSorted(([a], [b]) => compareText(a, b));
  return [
    ...pairs.map(([key, value]): Term => ({ key, operator: 'In', values: [value] })),
    ...matchExpressions,
  ];
}

/** pkg/labels/selector.go, `NewRequirement`. A text says what is wrong with the term. */
function toRequirement({ key, operator, values }: Term): Requirement | string {
  if (!isOperator(operator)) {
    return `key ${quoted(key)} has operator ${quoted(operator)}, which is none of In, NotIn, Exists and DoesNotExist`;
  }
  if (!isLabelKey(key)) return `${quoted(key)} is not a label key`;
  const takesValues = operator === 'In' || operator === 'NotIn';
  if (takesValues !== values.length > 0) {
    return `key ${quoted(key)} has operator ${operator} ${takesValues ? 'without' : 'with'} values`;
  }
  const wrong = values.find((value) => value === null || !isLabelValue(value));
  if (wrong === null) return `key ${quoted(key)} has a value that is not a text`;
  if (wrong !== undefined)
    return `key ${quoted(key)} has ${quoted(wrong)}, which is no label value`;
  return { key, operator, values: new Set(values.filter((value) => value !== null)) };
}

/** Operators are case-sensitive; `Gt` and `Lt`, which node affinity knows, are refused here. */
const isOperator = (text: string): text is Operator =>
  text === 'In' || text === 'NotIn' || text === 'Exists' || text === 'DoesNotExist';

const invalid = (reason: string) => ({ kind: 'invalid', reason }) as const;

const LONGEST_QUOTE = 80;

/** Reasons are shown to people: what was given is escaped and cut. */
function quoted(text: string): string {
  return text.length <= LONGEST_QUOTE
    ? JSON.stringify(text)
    : `${JSON.stringify(text.slice(0, LONGEST_QUOTE))}…`;
}
