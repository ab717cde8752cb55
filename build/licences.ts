import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Metafile } from 'esbuild';

/** Licences under which a package may be part of the bundle: they ask for their text to go with it, and for no more. */
const PERMISSIVE = new Set([
  'MIT',
  'ISC',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'Apache-2.0',
  '0BSD',
  'Unlicense',
]);

export interface BundledPackage {
  readonly name: string;
  readonly version: string;
  readonly licence: string;
  /** The package's own licence and notice files, one after the other. */
  readonly text: string;
}

/** The innermost `node_modules/<name>` of a path: where the package's own files are. */
const PACKAGE = /^.*node_modules\/(?:@[^/]+\/)?[^/]+/u;

/** Packages of which some code is in the bundle, as folders from the root. */
export function packageFolders({ outputs }: Metafile): readonly string[] {
  const inputs = Object.values(outputs).flatMap((output) =>
    Object.entries(output.inputs)
      .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
      .map(([path]) => path),
  );
  const folders = inputs.flatMap((path) => PACKAGE.exec(path)?.[0] ?? []);
  return [...new Set(folders)].toSorted();
}

const LICENCE_FILE = /^(?:licen[cs]e|notice|copying)/iu;

function textsIn(folder: string): string {
  return readdirSync(folder)
    .filter((name) => LICENCE_FILE.test(name))
    .toSorted()
    .map((name) => readFileSync(join(folder, name), 'utf8').trim())
    .join('\n\n');
}

const textField = (manifest: object, name: string): string => {
  const value: unknown = Object.entries(manifest).find(([key]) => key === name)?.[1];
  return typeof value === 'string' ? value : '';
};

/** Throws for a package under a licence that is not permissive, or under none. */
export function readPackage(root: string, folder: string): BundledPackage {
  const manifest: unknown = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));
  if (typeof manifest !== 'object' || manifest === null) throw new Error(`${folder} is no package`);
  const licence = textField(manifest, 'license');
  const name = textField(manifest, 'name');
  if (!PERMISSIVE.has(licence)) {
    throw new Error(`${name} is under '${licence}', which is not known to be permissive`);
  }
  return {
    name,
    version: textField(manifest, 'version'),
    licence,
    text: textsIn(join(root, folder)),
  };
}

/** Texts that are the same for everybody: a package without its own has that of the others. */
const STANDARD_TEXTS = new Set(['Apache-2.0', 'Unlicense']);

function textOf(one: BundledPackage, all: readonly BundledPackage[]): string {
  if (one.text !== '' || !STANDARD_TEXTS.has(one.licence)) return one.text;
  return all.find(({ licence, text }) => licence === one.licence && text !== '')?.text ?? '';
}

const RULE = '-'.repeat(80);
const NO_TEXT =
  'These packages hold no text of their licence; the identifiers are those of https://spdx.org/licenses.';

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The file that goes with the bundle: packages whose licence has the same text stand above it together. */
export function licenceText(packages: readonly BundledPackage[]): string {
  const groups = Map.groupBy(packages, (one) => textOf(one, packages));
  const entries = [...groups].map(([text, members]) => {
    const names = members.map(({ name, version, licence }) => `${name} ${version} (${licence})`);
    return [...names.toSorted(compare), '', text === '' ? NO_TEXT : text].join('\n');
  });
  const head = 'podfence contains code of the packages below, under the licences that follow them.';
  return `${[head, ...entries.toSorted(compare)].join(`\n\n${RULE}\n`)}\n`;
}
