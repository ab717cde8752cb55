import type { Envelope } from './envelope.ts';

/** What was written by collecting. Reads that failed are `gaps`. */
export interface Collection extends Envelope<'Collection'> {
  /** The folder or archive, as it was named. */
  readonly path: string;
  readonly files: number;
  readonly items: number;
}
