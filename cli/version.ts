import { readFileSync } from 'node:fs';
import { inPackage } from './package-folder.ts';

/** The version of package.json: the only place where it is written. */
export function readVersion(): string {
  const text = readFileSync(inPackage('package.json'), 'utf8');
  const manifest: unknown = JSON.parse(text);
  const isManifest = typeof manifest === 'object' && manifest !== null && 'version' in manifest;
  return isManifest && typeof manifest.version === 'string' ? manifest.version : 'unknown';
}
