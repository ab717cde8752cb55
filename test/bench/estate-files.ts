import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import type { ListedDocuments } from './estate-documents.ts';
import type { EstateForm } from '../../bench/estate/options.ts';
import { planEstate } from '../../bench/estate/plan-estate.ts';
import type { EstatePlan } from '../../bench/estate/plan.ts';
import { writeEstate } from '../../bench/estate/write-estate.ts';

/** An estate on disk, for one test file. */
export interface EstateOnDisk {
  readonly plan: EstatePlan;
  readonly folder: string;
  /** Paths below the folder, sorted. */
  readonly files: readonly string[];
  text(file: string): string;
  document(file: string): unknown;
  /** The items of a listing: the one array of its document. */
  items<F extends keyof ListedDocuments>(file: F): readonly ListedDocuments[F][];
}

export interface EstateSize {
  readonly pods: number;
  readonly stores: number;
  readonly groups: number;
  readonly seed?: number;
}

const folders: string[] = [];

export function makeEstate(size: EstateSize, form: EstateForm): EstateOnDisk {
  const folder = mkdtempSync(join(tmpdir(), 'podfence-estate-'));
  folders.push(folder);
  const plan = planEstate({ seed: 1, ...size, form });
  writeEstate(plan, folder);
  const text = (file: string): string => readFileSync(join(folder, file), 'utf8');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => statSync(join(folder, path)).isFile())
    .map((path) => relative(folder, join(folder, path)))
    .toSorted();
  return {
    plan,
    folder,
    files,
    text,
    document: (file) => JSON.parse(text(file)),
    items: <F extends keyof ListedDocuments>(file: F): readonly ListedDocuments[F][] => {
      const document: Record<string, readonly ListedDocuments[F][]> = JSON.parse(text(file));
      return Object.values(document).find((value) => Array.isArray(value)) ?? [];
    },
  };
}

export function removeEstates(): void {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
}
