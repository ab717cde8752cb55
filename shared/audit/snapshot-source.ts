/**
 * Where an offline audit reads from: the files of a snapshot, one part per file, each read item by
 * item, so that a file longer than V8's longest string costs no more memory than its largest item.
 * A source knows files, JSON and YAML; what their content means is the decoder's business.
 *
 * Nothing that is wrong with the content throws: it is the `problem` of a part. Only a path that
 * is no snapshot at all makes the opening of a source fail.
 */
export interface SnapshotSource {
  /**
   * The JSON and YAML files, each once. A folder gives every `snapshot.json` first and then the
   * others by path; an archive gives them in the order in which they are stored. Hidden files and
   * files of other kinds are left out. What the source cannot hand out (a link out of the snapshot,
   * a folder that cannot be listed, the rest of a damaged archive) is a part too, whose `problem`
   * is `unreadable`; a problem of the snapshot as a whole has the path {@link WHOLE_SNAPSHOT}.
   */
  parts(): AsyncIterable<SnapshotPart>;
}

/** The path of a part that stands for no single file: listings may be missing that it cannot name. */
export const WHOLE_SNAPSHOT = '';

/** One file of a snapshot. */
export interface SnapshotPart {
  /**
   * Relative to the snapshot's root, with `/` between the names, for example
   * `accounts/111122223333/us-west-2/ec2/describe-vpcs.json`. Names are as stored, untrusted.
   */
  readonly path: string;
  /** ISO 8601 in UTC; null where the file system or the archive does not tell. */
  readonly modifiedAt: string | null;
  /**
   * Reads the file to its end. At most once per part; a part of an archive only before the next
   * part is asked for. Rejects when the sink throws, never because of the content.
   */
  read(sink: PartSink): Promise<PartSummary>;
}

/** Receives the items of one part while it is being read. */
export interface PartSink {
  /**
   * One element of a top-level array, in the order of the file. `key` is the member that holds the
   * array (`items`, `SecurityGroups`); it is `''` when the top level is itself an array, and for
   * the documents of a YAML file that has several. `index` counts from 0 for each key.
   */
  item(key: string, value: unknown, index: number): void;
  /** The element at which reading had to stop: it and what follows are lost. */
  malformed?(key: string, index: number, message: string): void;
}

/** What a part held beside its items. */
export interface PartSummary {
  /**
   * Every top-level member that is not an array, without a prototype (`__proto__` is a key like any
   * other); of a repeated member the last one. A YAML file of several documents has the members of
   * its lists here: of a repeated member the first one that is not empty, so that no list's
   * continuation token is lost.
   */
  readonly envelope: Readonly<Record<string, unknown>>;
  /** Top-level arrays by key: how many items were delivered. An empty array is present with 0. */
  readonly arrays: Readonly<Record<string, number>>;
  /** Size in bytes of the file as stored, as far as it could be read. */
  readonly bytes: number;
  /** SHA-256 of those bytes, in lower-case hexadecimal. */
  readonly sha256: string;
  /** Null when the whole file was read and understood. */
  readonly problem: PartProblem | null;
}

/**
 * Why a part is incomplete. `empty`: nothing but white space, what a refused command leaves behind
 * `>`. `syntax`: not JSON or YAML from `offset` on, or cut off there. `too-large`: one item, or all
 * members outside arrays together, or a whole YAML file, beyond the documented bound. `unreadable`:
 * refused, or an input error while reading. The items before the problem were delivered.
 */
export interface PartProblem {
  readonly kind: 'empty' | 'syntax' | 'too-large' | 'unreadable';
  /** One line for people: what is wrong and in which item or member. */
  readonly message: string;
  /** In bytes from the start of the file (of its UTF-8 form when it is stored as UTF-16). */
  readonly offset: number;
  /** The first 200 characters of the text at most, on one line, to recognise an error document. */
  readonly head: string;
}
