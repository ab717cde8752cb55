import type { CniSettings } from '../../estate/index.ts';
import type { Evidence } from '../../model/index.ts';
import { formatPrefix } from '../../net/index.ts';
import type { OutsideDoor } from '../contract/platform-views.ts';
import { firstOf, LISTED } from '../pods/evidence.ts';

/** Each store or proxy once, in their order. */
export const namesOf = (doors: readonly OutsideDoor[]): readonly string[] => [
  ...new Set(doors.map(({ name }) => name)),
];

export const doorEvidence = (doors: readonly OutsideDoor[]): readonly Evidence[] =>
  firstOf(
    'stores',
    doors.map(({ arn, port, ingress, outside }): Evidence => ({
      kind: 'store',
      id: arn,
      port,
      addresses: outside.runs.flatMap((run) => run.toPrefixes().map(formatPrefix)).slice(0, LISTED),
      groups: [...ingress.referencedGroups].toSorted().slice(0, LISTED),
    })),
  );

/** The settings that decide, as they are written. */
export const modeSettings = ({
  mode,
  externalSnat,
  excludedFromSnat,
}: CniSettings): Readonly<Record<string, string>> => ({
  POD_SECURITY_GROUP_ENFORCING_MODE: mode ?? 'unknown',
  AWS_VPC_K8S_CNI_EXTERNALSNAT: `${externalSnat ?? 'unknown'}`,
  AWS_VPC_K8S_CNI_EXCLUDE_SNAT_CIDRS: excludedFromSnat?.toString() ?? 'unknown',
});
