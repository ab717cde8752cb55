import { fileURLToPath } from 'node:url';

/** The package's folder is one above this file, in a clone (`cli`) and in the bundle (`dist`) alike. */
export const inPackage = (path: string): string =>
  fileURLToPath(new URL(`../${path}`, import.meta.url));

/** A clone runs its TypeScript, which Node refuses below `node_modules`; an installed command is a bundle. */
export const isInstalled = (): boolean => !import.meta.url.endsWith('.ts');
