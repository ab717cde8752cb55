import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { indented, withSortedKeys, type Json, type JsonObject } from './json.ts';
import { toCollected } from './collected.ts';
import type { EstateForm } from './options.ts';

/** Text is handed to the file system in pieces of about this many characters. */
const PIECE = 1 << 20;

/** Writes the files of a snapshot one item after the other; nothing larger than a piece is held. */
export class SnapshotFolder {
  readonly #root: string;
  readonly #form: EstateForm;
  #bytes = 0;
  #files = 0;

  constructor(root: string, form: EstateForm) {
    this.#root = root;
    this.#form = form;
  }

  get bytes(): number {
    return this.#bytes;
  }

  get files(): number {
    return this.#files;
  }

  /** One object, as `kubectl get <kind> <name> -o json` prints it. */
  kubernetesObject(file: string, object: JsonObject): void {
    const text =
      this.#form === 'raw'
        ? indented(withSortedKeys(object) ?? null, 0)
        : JSON.stringify(withSortedKeys(toCollected(object)));
    this.#write(file, [text, '\n']);
  }

  /** A list, as `kubectl get <kind> -A -o json` prints it. */
  kubernetesList(file: string, objects: Iterable<JsonObject>): void {
    const isRaw = this.#form === 'raw';
    this.kubernetesTexts(
      file,
      mapped(objects, (object) =>
        isRaw
          ? indented(withSortedKeys(object) ?? null, 2)
          : JSON.stringify(withSortedKeys(toCollected(object))),
      ),
    );
  }

  /** The same list when the items are texts already: two levels deep in the raw form, on one line else. */
  kubernetesTexts(file: string, items: Iterable<string>): void {
    const frame: Frame =
      this.#form === 'raw'
        ? {
            open: '{\n    "apiVersion": "v1",\n    "items": [',
            close: ']',
            tail: ',\n    "kind": "List",\n    "metadata": {\n        "resourceVersion": ""\n    }\n}\n',
            margin: '    ',
          }
        : {
            open: '{"apiVersion":"v1","kind":"List","items":[',
            close: ']',
            tail: '}\n',
            margin: '',
          };
    this.#write(file, framed(frame, items));
  }

  /** One listing, as `aws <service> <call>` prints it. */
  awsList(file: string, key: string, items: Iterable<JsonObject>): void {
    const isRaw = this.#form === 'raw';
    const frame: Frame = isRaw
      ? { open: `{\n    "${key}": [`, close: ']', tail: '\n}\n', margin: '    ' }
      : { open: `{"${key}":[`, close: ']', tail: '}\n', margin: '' };
    const texts = mapped(items, (item) => (isRaw ? indented(item, 2) : JSON.stringify(item)));
    this.#write(file, framed(frame, texts));
  }

  /** Any other document of the AWS CLI. */
  awsDocument(file: string, value: Json): void {
    this.#write(file, [this.#form === 'raw' ? indented(value, 0) : JSON.stringify(value), '\n']);
  }

  #write(file: string, texts: Iterable<string>): void {
    const path = join(this.#root, file);
    mkdirSync(dirname(path), { recursive: true });
    const descriptor = openSync(path, 'wx');
    let piece = '';
    try {
      for (const text of texts) {
        piece += text;
        if (piece.length < PIECE) continue;
        this.#bytes += writeWhole(descriptor, piece);
        piece = '';
      }
      this.#bytes += writeWhole(descriptor, piece);
    } finally {
      closeSync(descriptor);
    }
    this.#files += 1;
  }
}

interface Frame {
  readonly open: string;
  readonly close: string;
  readonly tail: string;
  /** What stands before the closing bracket of a list that is not empty. */
  readonly margin: string;
}

function* framed(frame: Frame, items: Iterable<string>): Generator<string> {
  yield frame.open;
  let separator = '\n';
  for (const item of items) {
    yield separator;
    yield item;
    separator = ',\n';
  }
  if (separator !== '\n') yield `\n${frame.margin}`;
  yield frame.close;
  yield frame.tail;
}

function* mapped<T>(items: Iterable<T>, change: (item: T) => string): Generator<string> {
  for (const item of items) yield change(item);
}

function writeWhole(descriptor: number, text: string): number {
  const bytes = Buffer.from(text, 'utf8');
  for (let written = 0; written < bytes.length;) {
    written += writeSync(descriptor, bytes, written);
  }
  return bytes.length;
}
