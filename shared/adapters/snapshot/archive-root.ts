/** The names that a snapshot's root may hold; folders of calls hold files only, the others nest. */
const NESTING_NAMES: ReadonlySet<string> = new Set(['accounts', 'clusters', 'snapshot.json']);
const CALL_FOLDERS: ReadonlySet<string> = new Set(['ec2', 'eks', 'elasticache', 'k8s', 'rds']);

/**
 * Finds out from the names, in the order of the archive, whether a snapshot lies in one top folder
 * (`tar czf s.tar.gz s`) or at the root (`tar czf s.tar.gz -C s .`).
 */
export class ArchiveRoot {
  /** Null until a name tells; '' when there is no top folder. */
  #top: string | null = null;

  /** The path relative to the snapshot's root; null when it belongs to another snapshot. */
  relative(names: readonly string[]): string | null {
    const top = topFolder(names);
    this.#top ??= top;
    if (this.#top === null || this.#top === '') return names.join('/');
    if (names[0] === this.#top) return names.slice(1).join('/');
    return top === null ? names.join('/') : null;
  }
}

/** What this name alone tells about the top folder. */
function topFolder([first = '', second]: readonly string[]): string | null {
  if (NESTING_NAMES.has(first)) return '';
  if (second !== undefined && (NESTING_NAMES.has(second) || CALL_FOLDERS.has(second))) return first;
  return CALL_FOLDERS.has(first) ? '' : null;
}
