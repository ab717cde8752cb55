import { describe, expect, it } from '@jest/globals';
import {
  CAUSES,
  SEVERITIES,
  SUBJECT_FIELDS,
  UNKNOWN_REASONS,
} from '../../shared/core/model/index.ts';
import { isJsonObject, type JsonObject, type JsonPath, valueAt } from '../support/json-path.ts';
import { run, snapshot } from './fake-host.ts';
import { faultsOf, readSchemas } from './schemas.ts';

const keysAt = (document: unknown, path: JsonPath): readonly string[] => {
  const value = valueAt(document, path);
  return isJsonObject(value) ? Object.keys(value) : [];
};

const definitionsOf = (schema: JsonObject): readonly (readonly [string, unknown])[] => {
  const definitions = schema['$defs'];
  return isJsonObject(definitions) ? Object.entries(definitions) : [];
};

const BLOCKED = ['--pod', 'catalog/catalog-wgsvq2f9nl-bftsp', '--store', 'eks-workshop-catalog'];

describe('the JSON of a command', () => {
  const commands = (['before', 'after', 'drifted'] as const).flatMap((name) => [
    ['pods', ...snapshot(name)],
    ['matrix', ...snapshot(name)],
    ['matrix', '--by', 'pod', ...snapshot(name)],
    ['matrix', '--all', ...snapshot(name)],
    ['matrix', '--all', '--by', 'pod', ...snapshot(name)],
    ['audit', ...snapshot(name)],
  ]);

  it.each([...commands, ['checks'], ['explain', ...BLOCKED, ...snapshot('before')]])(
    'is what its schema says: %s %s %s %s %s',
    async (...argv) => {
      const { stdout, stderr } = await run([...argv, '--json']);
      expect(stderr).toBe('');
      expect(faultsOf(stdout)).toEqual([]);
    },
  );

  it.each(commands)('is the same bytes every time: %s %s %s %s %s', async (...argv) => {
    const [first, second] = await Promise.all([run([...argv, '--json']), run([...argv, '--json'])]);
    expect(first.stdout).toBe(second.stdout);
  });

  it('has its members in the order of the contract', async () => {
    const { stdout } = await run(['matrix', ...snapshot('drifted'), '--json']);
    const document: unknown = JSON.parse(stdout);
    expect(keysAt(document, [])).toEqual([
      'schemaVersion',
      'kind',
      'takenAt',
      'clusters',
      'coverage',
      'gaps',
      'by',
      'stores',
      'cells',
    ]);
    expect(keysAt(document, ['cells', 0])).toEqual([
      'cluster',
      'namespace',
      'workload',
      'store',
      'port',
      'reach',
      'partialBecause',
      'pods',
      'intended',
      'path',
      'through',
      'via',
      'snat',
      'egressRules',
      'ingressRules',
      'blockedBy',
      'denials',
      'unknown',
    ]);
  });
});

describe('the published schemas', () => {
  const schemas = [...readSchemas().values()];
  const definitions = schemas.flatMap((schema) => definitionsOf(schema));

  it('are one for each document', () => {
    expect([...readSchemas().keys()]).toEqual([
      'access-report.schema.json',
      'audit-report.schema.json',
      'check-catalogue.schema.json',
      'collection.schema.json',
      'config.schema.json',
      'data-store-access.schema.json',
      'explanation.schema.json',
      'pod-list.schema.json',
      'reach-matrix.schema.json',
      'suppression.schema.json',
    ]);
  });

  it.each([
    'cluster',
    'coverage',
    'gap',
    'unknownReason',
    'cause',
    'severity',
    'reach',
    'via',
    'denialCode',
  ])('say the same of %s wherever it is', (name) => {
    const texts = definitions
      .filter(([key]) => key === name)
      .map(([, schema]) => JSON.stringify(schema));
    expect(new Set(texts).size).toBe(1);
  });

  it.each([
    ['unknownReason', UNKNOWN_REASONS],
    ['cause', CAUSES],
    ['severity', SEVERITIES],
    ['subjectKind', Object.keys(SUBJECT_FIELDS)],
  ])('list every %s of the model', (name, values) => {
    const found: readonly unknown[] = definitions
      .filter(([key]) => key === name)
      .map(([, schema]) => schema);
    expect(found[0]).toEqual({ enum: values });
  });
});
