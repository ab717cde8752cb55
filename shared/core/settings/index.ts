export {
  type Allowances,
  DEFAULT_SETTINGS,
  type Settings,
  STORE_SERVICES,
  type StoreService,
  type WindowName,
  type Windows,
} from './settings.ts';
