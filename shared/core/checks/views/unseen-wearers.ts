import type { Estate } from '../../estate/index.ts';
import type { AwsScope, GroupId, UnknownReason } from '../../model/index.ts';

/** Auto Mode runs instances whose interfaces EC2 may hide. */
export function areManagedHidden({ scopes, clusters }: Estate): boolean {
  const isHiding = ({ includeManagedResources }: AwsScope): boolean => !includeManagedResources;
  return (
    scopes.some(isHiding) &&
    clusters.some(({ isAutoMode, nodes }) => isAutoMode || nodes.some((one) => one.isAutoMode))
  );
}

/** Why interfaces may stand there that are in no listing. */
export function unseenInterfaces(estate: Estate): readonly UnknownReason[] {
  const isCut = estate.scopes.some(({ interfaces }) => !interfaces.complete);
  return [
    ...(isCut ? (['interfaces-unseen'] as const) : []),
    ...(areManagedHidden(estate) ? (['managed-interfaces-hidden'] as const) : []),
  ];
}

/** Why the interfaces that wear a group may not all be listed. */
export function unseenWearers(estate: Estate): (group: GroupId) => readonly UnknownReason[] {
  const { scopes, network } = estate;
  const accounts = new Set(scopes.map(({ accountId }) => accountId));
  const unseen = unseenInterfaces(estate);
  return (group) => {
    const owner = network.groups.get(group)?.ownerId ?? null;
    const isForeign = owner !== null && !accounts.has(owner);
    return isForeign ? [...unseen, 'foreign-account'] : unseen;
  };
}
