/**
 * Labels or tags of one object. The decoder interns them: objects with equal labels share one map, so identity can key
 * a memo. A Map and not an object: `__proto__` is a label name like any other.
 */
export type Labels = ReadonlyMap<string, string>;

/** A LabelSelector as stored in the API: unvalidated, because the API server validates nothing of it either. */
export interface LabelSelector {
  /** Entries with a non-string value are kept as `null` and make the selector invalid. */
  readonly matchLabels: ReadonlyMap<string, string | null>;
  readonly matchExpressions: readonly LabelSelectorRequirement[];
}

export interface LabelSelectorRequirement {
  readonly key: string;
  readonly operator: string;
  readonly values: readonly string[];
}

/** Who changed an object's labels or spec, and when: one `managedFields` entry, cut to what is evidence. */
export interface FieldOwner {
  readonly manager: string;
  readonly operation: string;
  readonly at: number | null;
  /** Label keys that this manager owns (`f:metadata.f:labels`); empty when none. */
  readonly labels: readonly string[];
  readonly ownsSpec: boolean;
}
