import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { tellPods } from '../../../shared/audit/intent/tell-pods.ts';
import { compileEstate, type PodView } from '../../../shared/core/estate/index.ts';
import type { Pairs } from '../../support/intents.ts';
import { labels } from '../../support/kubernetes.ts';
import { aLab } from '../../support/lab.ts';
import { NOW } from '../../support/times.ts';

const [template] = compileEstate(aLab(), { now: NOW }).clusters[0]?.pods ?? [];
if (template === undefined) throw new Error('the lab has a pod');
const podWith = (pairs: Pairs): PodView => ({
  ...template,
  pod: { ...template.pod, labels: labels(pairs) },
});

function told(own: readonly Pairs[], others: readonly Pairs[]): readonly string[] {
  const { terms, alsoSelected } = tellPods(own.map(podWith), others.map(podWith));
  return [
    ...terms.map(({ key, value }) => (value === null ? `no ${key}` : `${key}=${value}`)),
    ...(alsoSelected.length === 0 ? [] : [`and ${alsoSelected.length} more`]),
  ];
}

describe('pods are told from others of their namespace', () => {
  it('by the label that names them best, where that is enough', () => {
    const web = { 'app.kubernetes.io/name': 'web', app: 'web', tier: 'front' };
    expect(told([web], [])).toEqual(['app.kubernetes.io/name=web']);
    expect(told([{ app: 'web', tier: 'front' }], [{ app: 'api' }])).toEqual(['app=web']);
    expect(told([{ tier: 'front', zone: 'a' }], [])).toEqual(['tier=front']);
  });

  it('and by what else it takes', () => {
    const web = { app: 'shop', component: 'web', tier: 'front', version: '1' };
    expect(told([web], [{ app: 'shop', component: 'api', tier: 'front', version: '1' }])).toEqual([
      'app=shop',
      'component=web',
    ]);
    expect(told([web], [{ app: 'shop', component: 'web', tier: 'back', version: '1' }])).toEqual([
      'app=shop',
      'tier=front',
    ]);
  });

  it('by labels that they all have, and that outlive a release', () => {
    const first = { app: 'web', 'pod-template-hash': 'a', shard: '1' };
    const second = { app: 'web', 'pod-template-hash': 'a', shard: '2' };
    expect(told([first, second], [{ app: 'web', 'pod-template-hash': 'b' }])).toEqual(
      ['app=web', 'no shard', 'and 1 more'].filter((one) => one !== 'no shard'),
    );
    const chart = { 'helm.sh/chart': 'web-1.2', team: 'a' };
    expect(told([chart], [])).toEqual(['team=a']);
    expect(told([{ 'controller-revision-hash': 'x' }], [])).toEqual([]);
  });

  it('by labels that they have not, where those that they have do not do', () => {
    expect(told([{ app: 'web' }], [{ app: 'web', canary: 'yes' }])).toEqual([
      'app=web',
      'no canary',
    ]);
    expect(told([{}], [{ app: 'web' }, { job: 'x' }])).toEqual(['no app', 'no job']);
    expect(told([{}], [])).toEqual([]);
  });

  it('or not at all, and it says so', () => {
    expect(told([{ app: 'web' }], [{ app: 'web' }, { app: 'web', x: 'y' }])).toEqual([
      'app=web',
      'no x',
      'and 1 more',
    ]);
  });

  it('by nothing that Kubernetes would not take in a selector', () => {
    const odd = { 'not a key': 'x', app: 'not a value', '': '', fine: 'yes' };
    expect(told([odd], [])).toEqual(['fine=yes']);
  });

  it('by terms that select every one of them, and as few others as can be', () => {
    const aLabels = fc.dictionary(fc.constantFrom('app', 'tier', 'x'), fc.constantFrom('a', 'b'));
    fc.assert(
      fc.property(
        fc.array(aLabels, { minLength: 1, maxLength: 3 }),
        fc.array(aLabels, { maxLength: 4 }),
        (own, others) => {
          const { terms, alsoSelected } = tellPods(own.map(podWith), others.map(podWith));
          const selects = (pairs: Pairs): boolean =>
            terms.every(({ key, value }) => pairs[key] === (value ?? undefined));
          expect(own.every(selects)).toBe(true);
          expect(alsoSelected).toHaveLength(others.filter(selects).length);
          // Whoever is left has everything that all of them have, and nothing that none of them has.
          for (const other of others.filter(selects)) {
            for (const [key, value] of Object.entries(own[0] ?? {})) {
              if (own.every((one) => one[key] === value)) expect(other[key]).toBe(value);
            }
            for (const key of Object.keys(other)) expect(own.some((one) => key in one)).toBe(true);
          }
        },
      ),
      { numRuns: 500 },
    );
  });
});
