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
