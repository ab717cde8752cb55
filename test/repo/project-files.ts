import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

export const ROOT = resolve(import.meta.dirname, '../..');

const NOT_OURS = new Set(['node_modules', '.git', '.cache', '.bench', 'dist', 'coverage']);

/** Every file of the project, as paths from its root. */
export function projectFiles(folder = ''): readonly string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
    if (NOT_OURS.has(entry.name)) return [];
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return projectFiles(path);
    return entry.isFile() ? [path] : [];
  });
}

export const readText = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

/** Where something stands that should not: `path:line: text`. */
export function placesOf(
  files: readonly string[],
  isWrong: (line: string, path: string) => boolean,
): readonly string[] {
  return files.flatMap((path) =>
    readText(path)
      .split('\n')
      .flatMap((line, index) =>
        isWrong(line, path) ? [`${path}:${index + 1}: ${line.trim().slice(0, 120)}`] : [],
      ),
  );
}
