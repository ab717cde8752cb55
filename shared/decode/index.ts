export { type Call, CALLS, projectItem } from './collected-form.ts';
export * from './documents/index.ts';
export { type DecodeOptions, decodeSnapshot } from './decode-snapshot.ts';
export { describeFields } from './fields.ts';
