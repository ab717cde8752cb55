import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { CALLS, decodeSnapshot, projectItem } from '../../shared/decode/index.ts';
import { type Documents, memorySource } from '../support/memory-source.ts';
import { renderSnapshotPage } from '../support/snapshot-page.ts';
import { corrupted } from './corruption.ts';
import { cniPod, daemonSet, pod, RAW_ITEMS } from './raw-items.ts';
import { WHOLE } from './whole-snapshot.ts';

const callOf = (path: string) =>
  CALLS.filter(({ file }) => path === `${file}.json` || path.startsWith(`${file}-`)).toSorted(
    (a, b) => b.file.length - a.file.length,
  )[0];

/** The snapshot as `podfence collect` writes it. */
function collected(documents: Documents): Documents {
  return Object.fromEntries(
    Object.entries(documents).map(([path, document]) => {
      const call = callOf(path);
      if (call === undefined) return [path, document];
      const project = (raw: unknown) => projectItem(call.file, raw);
      const isItem = call.form === 'object' && path.startsWith('k8s/');
      if (isItem) return [path, project(document)];
      const whole = document as Readonly<Record<string, unknown>>;
      const held = whole[call.key];
      const items = Array.isArray(held) ? held.map(project) : project(held);
      return [path, { ...whole, [call.key]: items }];
    }),
  );
}

const facts = async (documents: Documents) => {
  const { inputs, ...snapshot } = await decodeSnapshot(memorySource(documents));
  expect(inputs.length).toBe(Object.keys(documents).length);
  return snapshot;
};

describe('the collected form', () => {
  it('holds the same facts as the raw one', async () => {
    expect(await facts(collected(WHOLE))).toEqual(await facts(WHOLE));
  });

  it('is the collected form of itself', () => {
    for (const [file, items] of Object.entries(RAW_ITEMS)) {
      for (const item of items) {
        const once = projectItem(file, item);
        expect(projectItem(file, once)).toEqual(once);
      }
    }
  });

  it('holds the same facts, and the same damage, when an item is damaged', async () => {
    const files = fc.constantFrom(
      ...CALLS.filter(({ form }) => form === 'list').map(({ file }) => file),
    );
    const damage = files.chain((file) =>
      fc.tuple(fc.constant(file), corrupted(RAW_ITEMS[file] ?? [])),
    );
    await fc.assert(
      fc.asyncProperty(damage, async ([file, items]) => {
        const call = CALLS.find((each) => each.file === file);
        const path = Object.keys(WHOLE).find((each) => callOf(each)?.file === file) ?? '';
        const list = file.startsWith('k8s/')
          ? { kind: 'List', items }
          : { [call?.key ?? '']: items };
        const damaged = { ...WHOLE, [path]: list };
        expect(await facts(collected(damaged))).toEqual(await facts(damaged));
      }),
      { numRuns: 150 },
    );
  });

  it('holds no environment but that of the VPC CNI, and no names of database users', () => {
    const text = JSON.stringify(collected(WHOLE));
    expect(JSON.stringify(WHOLE)).toContain('hunter2');
    for (const secret of [
      'hunter2',
      'MasterUsername',
      'secretsmanager',
      'caBundle',
      'c3ludGhldGlj',
    ]) {
      expect(text).not.toContain(secret);
    }
    expect(JSON.stringify(projectItem('k8s/pods', cniPod))).toContain('ENABLE_POD_ENI');
    expect(JSON.stringify(projectItem('k8s/daemonsets', daemonSet))).toContain('ENABLE_POD_ENI');
  });

  it('drops the template of revisions that are not those of the VPC CNI', () => {
    const [revision] = RAW_ITEMS['k8s/controllerrevisions'] as readonly object[];
    const other = { ...revision, metadata: { namespace: 'kube-system', name: 'coredns-5f7' } };
    expect(projectItem('k8s/controllerrevisions', other)).not.toHaveProperty('data');
    expect(projectItem('k8s/controllerrevisions', revision)).toHaveProperty('data');
  });

  it('is much smaller than what kubectl prints', () => {
    const size = JSON.stringify(projectItem('k8s/pods', pod)).length;
    expect(size).toBeLessThan(0.75 * JSON.stringify(pod).length);
  });

  it('keeps a label called __proto__', () => {
    const raw: unknown = JSON.parse(
      '{"kind":"Namespace","metadata":{"name":"a","labels":{"__proto__":"x"}}}',
    );
    expect(JSON.stringify(projectItem('k8s/namespaces', raw))).toContain('"__proto__":"x"');
  });

  it('is known for each call that podfence reads, and for no other', () => {
    expect(CALLS.map(({ file }) => file).toSorted()).toEqual(Object.keys(RAW_ITEMS).toSorted());
    expect(() => projectItem('ec2/describe-key-pairs', {})).toThrow(
      'no call that podfence collects',
    );
  });
});

describe('the page on snapshots', () => {
  const page = readFileSync(new URL('../../docs/snapshot.md', import.meta.url), 'utf8');

  it('has the tables that the code has (npm run docs writes them)', () => {
    expect(renderSnapshotPage(page)).toBe(page);
  });
});
