import type { GroupId, InterfaceId, Subject } from '../../model/index.ts';
import type { Judged } from '../contract/check.ts';
import type { StoresView } from '../contract/views.ts';

/** The check that tells, once for all stores, who wears a group of pods and is no pod. */
export const TELLING_WEARERS = 'protected-group-is-worn-by-approved-interfaces';

const KINDS = ['instance', 'unknown'] as const;

/** Interfaces with the group of pods that are told by name already. */
export function toldWearers(
  group: GroupId,
  cluster: string,
  { strangers }: StoresView,
  judged: Judged<typeof TELLING_WEARERS>,
): ReadonlySet<InterfaceId> {
  const judgement = judged(TELLING_WEARERS);
  const found = KINDS.flatMap((kind) => {
    const item = strangers.find(kind, group);
    const subject: Subject = { kind: 'interfaces', cluster, name: kind, group };
    const isTold = item?.isForPods === true && judgement?.disposition(subject) === 'violation';
    return isTold ? item.interfaces : [];
  });
  return new Set(found.map(({ id }) => id));
}
