import { build, type Metafile } from 'esbuild';

/** Some bundled packages are CommonJS and ask for modules of Node by `require`. */
const REQUIRE =
  "import { createRequire as createRequireOfBundle } from 'node:module'; " +
  'const require = createRequireOfBundle(import.meta.url);';

/**
 * The command as JavaScript, with everything that it needs: `podfence.mjs`, and pieces that are loaded for live access only.
 * Names are kept, so that a stack trace can be read. Warnings are faults: a bundle with one may lack a part.
 */
export async function bundle(root: string, folder: string): Promise<Metafile> {
  const { metafile, warnings } = await build({
    absWorkingDir: root,
    entryPoints: { podfence: 'cli/main.ts' },
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    chunkNames: '[name]-[hash]',
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    minifySyntax: true,
    minifyWhitespace: true,
    legalComments: 'none',
    banner: { js: REQUIRE },
    metafile: true,
    logLevel: 'silent',
  });
  if (warnings.length > 0) {
    throw new Error(`the bundle has warnings: ${warnings.map(({ text }) => text).join('; ')}`);
  }
  return metafile;
}
