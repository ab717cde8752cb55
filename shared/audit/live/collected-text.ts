import { createHash } from 'node:crypto';
import type { PartProblem } from '../snapshot-source.ts';

/** How a file of the collected form is written: one item a line, so that it can be read with any tool. */
export const opening = (key: string): string => `{${JSON.stringify(key)}: [\n`;
export const separator = (index: number): string => (index === 0 ? '' : ',\n');
export const CLOSING = '\n]}\n';
export const objectText = (key: string, item: unknown): string =>
  `{${JSON.stringify(key)}: ${JSON.stringify(item)}}\n`;

/** Counts and hashes the text of a file without keeping it. */
export class TextDigest {
  readonly #hash = createHash('sha256');
  #bytes = 0;

  add(text: string): void {
    this.#hash.update(text);
    this.#bytes += Buffer.byteLength(text);
  }

  /** The digest cannot be added to afterwards. */
  end(): { readonly bytes: number; readonly sha256: string } {
    return { bytes: this.#bytes, sha256: this.#hash.digest('hex') };
  }
}

export const unreadable = (message: string, offset: number): PartProblem => ({
  kind: 'unreadable',
  message,
  offset,
  head: '',
});
