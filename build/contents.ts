import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** What of the repository goes into the package as it is. */
const TAKEN = ['LICENSE', 'README.md', 'SECURITY.md', 'docs', 'examples'];

/** What makes documentation and examples, and is neither. */
const LEFT_OUT = /(?:\.ts$|^examples\/eks-workshop\/make(?:\/|$))/u;

function filesBelow(root: string, path: string): readonly string[] {
  return readdirSync(join(root, path), { withFileTypes: true }).flatMap((entry) => {
    const below = join(path, entry.name);
    if (LEFT_OUT.test(below)) return [];
    return entry.isDirectory() ? filesBelow(root, below) : [below];
  });
}

/** Files to copy, as paths from the root. */
export const copiedFiles = (root: string): readonly string[] =>
  TAKEN.flatMap((path) =>
    path.includes('.') || path === 'LICENSE' ? [path] : filesBelow(root, path),
  ).toSorted();

/** The manifest of the package: everything is bundled, so that it depends on nothing. */
export function packedManifest(manifest: Readonly<Record<string, unknown>>): string {
  const { name, version, description, license, engines } = manifest;
  const packed = {
    name,
    version,
    description,
    license,
    engines,
    bin: { podfence: 'bin/podfence.js' },
    keywords: ['aws', 'eks', 'kubernetes', 'security-groups', 'rds', 'audit'],
  };
  return `${JSON.stringify(packed, null, 2)}\n`;
}
