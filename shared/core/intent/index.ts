export { NAMESPACE_NAME } from './clause.ts';
export {
  allows,
  type Asking,
  decideIntent,
  enforced,
  letsIn,
  type PathKind,
} from './decide-intent.ts';
export { compileGrants, type GrantIndex, type NamespaceLabels } from './grant-index.ts';
export { type Grants, NO_GRANTS } from './grants.ts';
export { isInForce } from './life.ts';
export { type DeclaredNonPods, type NonPodClients, nonPodOf } from './non-pod.ts';
export {
  type Certainty,
  documentsAt,
  documentsFor,
  entrySelects,
  type SelectableStore,
  type SelectingDocuments,
  selectsStore,
} from './store-selection.ts';
export { isOperator, selectsTags, tagRequirements } from './tag-selector.ts';
export { matchesWildcard } from './wildcard.ts';
