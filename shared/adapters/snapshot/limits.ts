/** Bounds within which a snapshot is read, so that a hostile or damaged one costs bounded memory and time. */
export interface SnapshotLimits {
  /** Bytes per read of a file; items are taken in batches of about this size. */
  readonly chunkBytes: number;
  /** The largest single item, and the most that all members outside arrays may take together. */
  readonly itemBytes: number;
  /** The largest YAML file: YAML cannot be read item by item. */
  readonly yamlBytes: number;
  /**
   * How deep a long item may nest, which bounds what it expands to. Go's encoding/json, with which
   * kubectl prints, stops at the same depth. Items that fit into a batch are short enough anyway.
   */
  readonly nesting: number;
  /** How many files and folders a snapshot may hold. */
  readonly entries: number;
  /** How many bytes an archive may unpack to. */
  readonly unpackedBytes: number;
}

const KIB = 1024;
const MIB = 1024 * KIB;

export const DEFAULT_LIMITS: SnapshotLimits = {
  chunkBytes: 112 * KIB,
  itemBytes: 64 * MIB,
  yamlBytes: 64 * MIB,
  nesting: 10_000,
  entries: 100_000,
  unpackedBytes: 64 * 1024 * MIB,
};
