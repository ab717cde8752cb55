export * from './estate.ts';
export type { Via } from '../identity/index.ts';
export type { PodClass } from '../policy/index.ts';
export { settingsOfTexts, truthOf, type Variable, variableOf } from './cni-settings.ts';
export { compileEstate, type EstateOptions } from './compile-estate.ts';
export { isEffective, type Reference, type ReadReference } from './rule-references.ts';
export { interfaceKind, type InterfaceKind } from './interface-kind.ts';
