export { dataStoreAccessSchema } from './data-store-access.ts';
export { API_VERSION, readHead, type DocumentHead } from './document-head.ts';
export { endOfDay, LAST_DAY } from './last-day.ts';
export { readConfiguration } from './read-configuration.ts';
export {
  comparePlaces,
  DOCUMENT_KINDS,
  type DocumentFault,
  type DocumentFile,
  type DocumentKind,
  type Documents,
  readDocuments,
} from './read-documents.ts';
export { readYaml } from './read-yaml.ts';
export { suppressionSchema } from './suppression-schema.ts';
