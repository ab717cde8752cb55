import type { Option } from './option.ts';
import { OPTIONS } from './options.ts';
import { type Settings, STORE_SERVICES } from './settings.ts';

/** Settings out of the values of the options, one for each row of the table. */
export function settingsFrom(take: <T>(option: Option<T>) => T): Settings {
  const stores = new Set(take(OPTIONS.stores));
  return {
    stores: STORE_SERVICES.filter((service) => stores.has(service)),
    protectedGroups: take(OPTIONS.protectedGroups),
    windowsMs: {
      start: take(OPTIONS.windowStart),
      orphan: take(OPTIONS.windowOrphan),
      leak: take(OPTIONS.windowLeak),
      allocation: take(OPTIONS.windowAllocation),
      unusedGrant: take(OPTIONS.windowUnusedGrant),
    },
    severities: take(OPTIONS.severities),
    disabledChecks: new Set(take(OPTIONS.disabledChecks)),
    allow: {
      standardMode: take(OPTIONS.allowStandardMode),
      wholeNamespace: take(OPTIONS.allowWholeNamespace),
      grantingPolicies: take(OPTIONS.allowGrantingPolicies),
      protectedWearers: take(OPTIONS.allowProtectedWearers),
      broadPolicies: take(OPTIONS.allowBroadPolicies),
    },
    groupsPerInterface: take(OPTIONS.groupsPerInterface),
    workloadsPerPolicy: take(OPTIONS.workloadsPerPolicy),
    restrictedTags: take(OPTIONS.restrictedTags),
  };
}

export const DEFAULT_SETTINGS: Settings = settingsFrom((option) => option.default);
