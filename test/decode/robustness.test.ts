import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { CALLS, decodeSnapshot, projectItem } from '../../shared/decode/index.ts';
import { memorySource } from '../support/memory-source.ts';
import { corrupted } from './corruption.ts';
import { WHOLE } from './whole-snapshot.ts';

const PATHS = Object.keys(WHOLE);
const anyPath = fc.constantFrom(...PATHS);

/** Member names that mean something to a decoder, so that random objects reach deep. */
const NAMES = [
  'items',
  'kind',
  'metadata',
  'spec',
  'status',
  'name',
  'namespace',
  'labels',
  'Groups',
  'GroupId',
  ...CALLS.map(({ key }) => key),
];
const json = fc.oneof(
  fc.jsonValue(),
  fc.dictionary(
    fc.constantFrom(...NAMES),
    fc.oneof(fc.jsonValue(), fc.array(fc.dictionary(fc.constantFrom(...NAMES), fc.jsonValue()))),
  ),
);

describe('whatever is in a snapshot', () => {
  it('decodes arbitrary JSON in any file without throwing, and says that it did not understand it', async () => {
    await fc.assert(
      fc.asyncProperty(anyPath, json, async (path, document) => {
        const snapshot = await decodeSnapshot(
          memorySource({ ...WHOLE, [path]: JSON.stringify(document) }),
        );
        expect(snapshot.scopes.length + snapshot.clusters.length).toBeGreaterThan(1);
        for (const gap of snapshot.gaps) expect(gap.detail.length).toBeLessThanOrEqual(200);
      }),
      { numRuns: 300 },
    );
  });

  it('decodes sound files with random damage without throwing', async () => {
    const damaged = anyPath.chain((path) => fc.tuple(fc.constant(path), corrupted(WHOLE[path])));
    await fc.assert(
      fc.asyncProperty(damaged, async ([path, document]) => {
        const snapshot = await decodeSnapshot(
          memorySource({ ...WHOLE, [path]: JSON.stringify(document) }),
        );
        expect(snapshot.inputs).toHaveLength(PATHS.length);
      }),
      { numRuns: 500 },
    );
  });

  it('projects anything to the collected form without throwing', () => {
    fc.assert(
      fc.property(fc.constantFrom(...CALLS), json, ({ file }, raw) => {
        expect(() => JSON.stringify(projectItem(file, raw))).not.toThrow();
      }),
    );
  });

  it('decodes paths of any kind without throwing', async () => {
    const name = fc.constantFrom(
      'accounts',
      'clusters',
      'ec2',
      'k8s',
      '..',
      '',
      '__proto__',
      '111122223333',
      'describe-vpcs.json',
      'pods.json',
      'snapshot.json',
      'get-managed-prefix-list-entries-.json',
      'describe-cluster-.json',
    );
    const path = fc
      .array(name, { minLength: 1, maxLength: 6 })
      .map((names) => names.join('/'))
      .filter((text) => text.endsWith('.json'));
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(path, { maxLength: 4 }), async (paths) => {
        const documents = Object.fromEntries(
          paths.map((each) => [each, { Vpcs: [], items: [], kind: 'List' }]),
        );
        const snapshot = await decodeSnapshot(memorySource(documents));
        expect(snapshot.clusters.length).toBeGreaterThan(0);
      }),
      { numRuns: 200 },
    );
  });
});
