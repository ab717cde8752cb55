import type { DataStoreAccess, Suppression } from '../core/model/index.ts';
import { DEFAULT_SETTINGS, type Settings } from '../core/settings/index.ts';

/** What people decide: settings, who may reach which store, and what is accepted for a while. */
export interface Configuration {
  readonly settings: Settings;
  readonly intents: readonly DataStoreAccess[];
  readonly suppressions: readonly Suppression[];
}

export const NO_CONFIGURATION: Configuration = {
  settings: DEFAULT_SETTINGS,
  intents: [],
  suppressions: [],
};
