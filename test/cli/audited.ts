import { expect } from '@jest/globals';
import { isJsonObject, type JsonObject, valueAt } from '../support/json-path.ts';
import { run } from './fake-host.ts';
import { faultsOf } from './schemas.ts';

/** A report as a program reads it. */
export interface Report {
  readonly code: number;
  readonly rows: (name: string) => readonly JsonObject[];
  readonly valueAt: (...path: readonly string[]) => unknown;
}

/** `podfence audit … --json`: its document is what its schema says, and nothing is on stderr. */
export async function auditJson(...argv: readonly string[]): Promise<Report> {
  const { code, stdout, stderr } = await run(['audit', ...argv, '--json']);
  expect(stderr).toBe('');
  expect(faultsOf(stdout)).toEqual([]);
  const document: unknown = JSON.parse(stdout);
  return {
    code,
    rows: (name) => {
      const list = valueAt(document, [name]);
      return Array.isArray(list) ? list.filter(isJsonObject) : [];
    },
    valueAt: (...path) => valueAt(document, path),
  };
}

export const column = (rows: readonly JsonObject[], name: string): readonly unknown[] =>
  rows.map((row) => row[name]);
