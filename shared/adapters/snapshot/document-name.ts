export type DocumentFormat = 'json' | 'yaml';

/** The format that a file's name promises; null for files that are no part of a snapshot. */
export function documentFormat(name: string): DocumentFormat | null {
  if (/\.json$/i.test(name)) return 'json';
  return /\.ya?ml$/i.test(name) ? 'yaml' : null;
}

/** Dot files: version control, editors, and the AppleDouble files that macOS puts into archives. */
export function isHidden(name: string): boolean {
  return name.startsWith('.');
}
