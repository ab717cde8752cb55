export type { CheckName, CheckNames } from './check-names.ts';
export * from './kinds/index.ts';
export { DEFAULT_SETTINGS } from './default-settings.ts';
export { type Chosen, chosenIn } from './chosen.ts';
export type { OptionRow } from './option.ts';
export { OPTION_ROWS } from './options.ts';
export {
  type JsonValue,
  pathBelow,
  placed,
  type Placed,
  type PlacedEntry,
  quoted,
  shown,
} from './placed.ts';
export {
  readEnvironment,
  readSettings,
  type ReadSettings,
  type SettingFault,
} from './read-settings.ts';
export { settingsSchema } from './settings-schema.ts';
export {
  type Allowances,
  type Settings,
  STORE_SERVICES,
  type StoreService,
  type WindowName,
  type Windows,
} from './settings.ts';
