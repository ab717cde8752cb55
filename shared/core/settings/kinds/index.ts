export { CHECK_NAME } from './check-name.ts';
export { list, mapping } from './collections.ts';
export { below, type JsonSchema, type Kind, type Reading, refuse } from './kind.ts';
export { choice, DURATION_KIND, integer, plainText, text } from './scalars.ts';
