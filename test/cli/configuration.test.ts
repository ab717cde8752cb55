import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { aFolder } from '../adapters/snapshot/temporary-folder.ts';
import { auditJson, column } from './audited.ts';
import { ROOT, run, snapshot } from './fake-host.ts';

const config = (text: string): readonly string[] => [
  '--config',
  join(aFolder({ 'podfence.yaml': text }), 'podfence.yaml'),
];
const DRIFTED = snapshot('drifted');
const DISABLED = 'matched-pod-has-branch-eni';

describe('a configuration file', () => {
  it('switches checks off by slug or reference, and the report names them', async () => {
    const plain = await auditJson(...DRIFTED);
    expect(column(plain.rows('checks'), 'reference')).toContain('C-02');
    for (const name of ['C-02', DISABLED]) {
      const report = await auditJson(...DRIFTED, ...config(`disabledChecks: [${name}]`));
      expect(column(report.rows('checks'), 'reference')).not.toContain('C-02');
      expect(column(report.rows('findings'), 'check')).not.toContain(DISABLED);
      expect(report.valueAt('configuration', 'checksOff')).toEqual([
        { id: DISABLED, reference: 'C-02' },
      ]);
      expect(report.valueAt('configuration', 'settings')).toEqual([
        { name: 'disabledChecks', value: [DISABLED] },
      ]);
    }
  });

  it('holds the findings of a check that was switched off, and fails no run for them', async () => {
    const ledger = ['--ledger', join(aFolder(), 'ledger.sqlite')];
    const only = ['--check', 'C-02'];
    expect((await auditJson(...DRIFTED, ...ledger, ...only)).code).toBe(1);
    const off = await auditJson(
      ...DRIFTED,
      ...ledger,
      ...only,
      ...config('disabledChecks: [C-02]'),
    );
    expect({ code: off.code, states: column(off.rows('findings'), 'state') }).toEqual({
      code: 0,
      states: ['held'],
    });
    const on = await auditJson(...DRIFTED, ...ledger, ...only);
    expect({ code: on.code, states: column(on.rows('findings'), 'state') }).toEqual({
      code: 1,
      states: ['persisting'],
    });
  });

  it('leaves stores out, and the report names their service', async () => {
    const report = await auditJson(...DRIFTED, ...config('stores: [elasticache]'));
    expect(report.valueAt('configuration')).toMatchObject({
      stores: ['elasticache'],
      storesLeftOut: ['rds'],
    });
    const { stdout } = await run(['audit', ...DRIFTED, ...config('stores: [elasticache]')]);
    expect(stdout).toContain('stores of RDS: nothing is said of them');
    expect(column(report.rows('findings'), 'check')).not.toContain(
      'only-intended-pods-reach-store',
    );
  });

  it('holds findings about stores that were left out', async () => {
    const ledger = ['--ledger', join(aFolder(), 'ledger.sqlite')];
    const before = await auditJson(...DRIFTED, ...ledger);
    const ofStores = before
      .rows('findings')
      .filter(({ subject }) => JSON.stringify(subject).includes('arn:aws:rds:'));
    expect(ofStores.length).toBeGreaterThan(1);
    const after = await auditJson(...DRIFTED, ...ledger, ...config('stores: [elasticache]'));
    const states = new Map(after.rows('findings').map(({ id, state }) => [id, state]));
    expect(ofStores.map(({ id }) => states.get(id))).toEqual(ofStores.map(() => 'held'));
  });

  it('decides severities, and with them whether a run fails', async () => {
    const severe = ['--check', 'C-02', '--fail-on', 'critical'];
    expect((await auditJson(...DRIFTED, ...severe)).code).toBe(0);
    const critical = await auditJson(
      ...DRIFTED,
      ...severe,
      ...config('severities: {C-02: critical}'),
    );
    expect({ code: critical.code, is: column(critical.rows('findings'), 'severity') }).toEqual({
      code: 1,
      is: ['critical'],
    });
    const info = await auditJson(
      ...DRIFTED,
      '--check',
      'C-02',
      ...config(`severities: {${DISABLED}: info}`),
    );
    expect(info.code).toBe(0);
  });

  it('makes a settling window longer for every question', async () => {
    const long = config('windows: {start: 900000s}');
    const report = await auditJson(...DRIFTED, '--check', 'C-02', ...long);
    expect(column(report.rows('findings'), 'state')).toEqual([]);
    expect(column(report.rows('settling'), 'check')).toEqual([DISABLED]);
    const { stdout } = await run(['pods', ...DRIFTED, '--json', ...long]);
    expect(stdout).toContain('"verdict":"unknown"');
    expect(stdout).not.toContain('"verdict":"violation"');
  });

  it('changes no verdict of a pod by switching checks off', async () => {
    const off = config('disabledChecks: [C-01, C-02, C-03, C-04, C-05, C-07]');
    const plain = await run(['pods', ...DRIFTED, '--json']);
    expect(await run(['pods', ...DRIFTED, '--json', ...off])).toEqual(plain);
    expect(plain.stdout).toContain('"verdict":"violation"');
  });

  it('may hold nothing but comments', async () => {
    const report = await auditJson(...DRIFTED, ...config('# stores: [rds]\n'));
    expect(report.valueAt('configuration', 'settings')).toEqual([]);
  });

  it('is taken by every question', async () => {
    const bad = config('stores: [s3]');
    const pair = ['--pod', 'catalog/catalog-0', '--store', 'eks-workshop-catalog'];
    for (const argv of [['audit'], ['pods'], ['matrix'], ['explain', ...pair]]) {
      const { code, stderr, stdout } = await run([...argv, ...DRIFTED, ...bad]);
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expect(stderr).toContain('podfence.yaml:1: stores[0]: expected one of rds, elasticache');
    }
  });

  it('leaves the matrix without stores that are out of scope', async () => {
    const { stdout } = await run([
      'matrix',
      ...DRIFTED,
      '--json',
      ...config('stores: [elasticache]'),
    ]);
    expect(stdout).toContain('"cells": []');
  });
});

describe('what was configured', () => {
  it('is told every fault at once, over all files, in the order in which they were named', async () => {
    const folder = aFolder({
      'podfence.yaml': 'stores: [s3]\ncolour: red\n---\n{}\n',
      'accepted/b.yaml': 'kind: Pod\n',
      'accepted/a.yml': ': : :\n',
      'accepted/notes.txt': 'not a document',
      'accepted/bytes.yaml': new Uint8Array([0xff, 0xfe, 0x00]),
    });
    const { code, stderr } = await run(
      [
        'audit',
        '--snapshot',
        join(ROOT, 'examples/eks-workshop/drifted'),
        '--config',
        'podfence.yaml',
        '--suppressions',
        'accepted',
        '--suppressions',
        'none',
      ],
      { cwd: folder, env: {} },
    );
    expect(code).toBe(2);
    const lines = stderr.trimEnd().split('\n');
    expect(lines[0]).toMatch(/^error: \d+ faults in what was configured:$/u);
    expect(lines.slice(1).map((line) => line.trim().split(' ').slice(0, 3).join(' '))).toEqual([
      'podfence.yaml:1: stores[0]: expected',
      'podfence.yaml:2: "colour" is',
      'podfence.yaml:4: a configuration',
      'accepted/bytes.yaml: it is',
      'none: there is',
      'accepted/a.yml:1: Nested mappings',
      'accepted/b.yaml:1: apiVersion is',
      'accepted/b.yaml:1: metadata is',
      'accepted/b.yaml:1: spec is',
      'accepted/b.yaml:1: kind: expected',
    ]);
  });

  it('keeps the terminal as it is, whatever stands in it', async () => {
    const { code, stderr } = await run([
      'audit',
      ...DRIFTED,
      ...config('"\\e[31m\\nerror: x": 1\n'),
    ]);
    expect(code).toBe(2);
    expect(stderr).not.toContain('\u001b');
    expect(stderr.trimEnd().split('\n')).toHaveLength(2);
  });

  it('is one file, and not a folder of them', async () => {
    const folder = aFolder({ 'a.yaml': '', 'b.yaml': '' });
    const { code, stderr } = await run(['audit', ...DRIFTED, '--config', folder]);
    expect(code).toBe(2);
    expect(stderr).toContain('expected one file');
  });

  it('is read through links as a mounted ConfigMap has them', async () => {
    const folder = aFolder({ '..data/podfence.yaml': 'stores: [s3]' });
    symlinkSync(join('..data', 'podfence.yaml'), join(folder, 'podfence.yaml'));
    const { stderr } = await run(['audit', ...DRIFTED, '--suppressions', folder]);
    expect(stderr).toContain(`${join(folder, 'podfence.yaml')}:1: stores is not known`);
    expect(stderr).not.toContain('..data');
  });
});
