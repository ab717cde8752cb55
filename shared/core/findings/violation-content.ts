import { type Evidence, type Finding, sortedUnique, type Violation } from '../model/index.ts';
import { sha256Hex } from './sha-256.ts';

/** What comes and goes with every rollout: evidence of a violation, never a change of it. */
const isVolatile = ({ kind }: Evidence): boolean =>
  kind === 'pod' || kind === 'interface' || kind === 'node';

/** A rule is what it says: revoking it and adding the same one, or deleting its neighbour, only changes its id. */
const RULE_FIELDS = ['rule', 'group', 'direction', 'protocol', 'ports', 'peer'] as const;

function evidenceText(evidence: Evidence): readonly string[] {
  const { kind, id } = evidence;
  if (kind === 'rule')
    return [JSON.stringify([kind, ...RULE_FIELDS.map((field) => evidence[field] ?? null)])];
  return kind === 'policy' || kind === 'group' ? [JSON.stringify([kind, id])] : [];
}

/**
 * What makes a finding `changed`, as one text: severity, causes, what is expected and observed, and the policies, groups
 * and rules in the evidence. Not the wording, nor which pods, interfaces and nodes show it; lists compare as sets.
 */
export function contentOf(violation: Violation): string {
  const volatile = new Set(violation.evidence.filter(isVolatile).map(({ id }) => id));
  const lasting = (texts: readonly string[]): readonly string[] =>
    sortedUnique(texts.filter((text) => !volatile.has(text)));
  return JSON.stringify([
    violation.severity,
    sortedUnique(violation.causes),
    lasting(violation.expected),
    lasting(violation.observed),
    sortedUnique(violation.evidence.flatMap(evidenceText)),
  ]);
}

export const contentHash = (violation: Violation): string => sha256Hex(contentOf(violation));

/**
 * What the outside world knows of a finding: it has to be told again when this differs from what was published. Being
 * held is our own business.
 */
export function publicationHash(finding: Finding): string {
  const { violation, resolution, suppressedBy } = finding;
  return sha256Hex(JSON.stringify([contentOf(violation), resolution, suppressedBy]));
}
