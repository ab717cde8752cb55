export { type DecodeOptions, decodeSnapshot } from './decode-snapshot.ts';
