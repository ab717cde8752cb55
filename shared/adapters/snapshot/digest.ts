import { createHash, type Hash } from 'node:crypto';
import { readSync } from 'node:fs';
import { Worker } from 'node:worker_threads';

/** Computes the SHA-256 of a file while it is being read. */
export interface Digest {
  update(chunk: Uint8Array): void;
  /** In lower-case hexadecimal; of all chunks; to be called once. */
  finish(): Promise<string>;
  /** To be called before the file is closed, finished or not. */
  close(): void;
}

/** Hashes the chunks as they pass. */
export class PassingDigest implements Digest {
  readonly #hash: Hash = createHash('sha256');

  update(chunk: Uint8Array): void {
    this.#hash.update(chunk);
  }

  finish(): Promise<string> {
    return Promise.resolve(this.#hash.digest('hex'));
  }

  close(): void {}
}

/** From this size on a second thread pays: starting one takes as long as hashing half of it. */
export const BACKGROUND_BYTES = 64 * 1024 * 1024;

// Source text and not a module: it has to work from a bundle, where there is no file to load.
const HASH_FILE = `
const { parentPort, workerData } = require('node:worker_threads');
const { createHash } = require('node:crypto');
const { readSync } = require('node:fs');
const hash = createHash('sha256');
const buffer = Buffer.allocUnsafeSlow(1024 * 1024);
let position = 0;
for (;;) {
  const length = readSync(workerData.descriptor, buffer, 0, buffer.length, position);
  if (length === 0) break;
  hash.update(buffer.subarray(0, length));
  position += length;
}
parentPort.postMessage({ sha256: hash.digest('hex'), bytes: position });
`;

/**
 * Hashes a large file on a second thread while the first parses it, which would otherwise spend a
 * quarter of its time on hashing. Both read the same open file, each at its own position.
 */
export class BackgroundDigest implements Digest {
  readonly #descriptor: number;
  readonly #worker: Worker;
  readonly #result: Promise<unknown>;
  #bytes = 0;

  constructor(descriptor: number) {
    this.#descriptor = descriptor;
    this.#worker = new Worker(HASH_FILE, { eval: true, workerData: { descriptor } });
    this.#result = new Promise((resolve) => {
      this.#worker.once('message', resolve);
      for (const event of ['error', 'exit']) this.#worker.once(event, () => resolve(null));
    });
  }

  update(chunk: Uint8Array): void {
    this.#bytes += chunk.length;
  }

  async finish(): Promise<string> {
    const result = await this.#result;
    return isHashOf(result, this.#bytes) ? result.sha256 : this.#hashAgain();
  }

  close(): void {
    void this.#worker.terminate();
  }

  /** Without a thread, or when the file has been growing, hashes exactly what was read. */
  #hashAgain(): string {
    const hash = createHash('sha256');
    const buffer = Buffer.allocUnsafeSlow(1024 * 1024);
    for (let position = 0; position < this.#bytes;) {
      const wanted = Math.min(buffer.length, this.#bytes - position);
      const length = readSync(this.#descriptor, buffer, 0, wanted, position);
      if (length === 0) break;
      hash.update(buffer.subarray(0, length));
      position += length;
    }
    return hash.digest('hex');
  }
}

function isHashOf(result: unknown, bytes: number): result is { sha256: string } {
  if (typeof result !== 'object' || result === null) return false;
  return 'bytes' in result && result.bytes === bytes && 'sha256' in result;
}
