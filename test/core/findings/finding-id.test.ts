import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { findingId } from '../../../shared/core/findings/index.ts';
import type { Subject } from '../../../shared/core/model/index.ts';
import { CLUSTER, OTHER_CLUSTER, workload } from './judgements.ts';

const aText = fc.oneof(fc.string(), fc.constantFrom('__proto__', '|', '1:a', '\ud800', '\ud801'));
const text = { cluster: aText, namespace: aText, name: aText };
const kind = <K extends Subject['kind']>(name: K) => fc.constant(name);
const aSubject: fc.Arbitrary<Subject> = fc.oneof(
  fc.record({ kind: kind('cluster'), cluster: aText }),
  fc.record({ kind: kind('node-group'), cluster: aText, name: aText }),
  fc.record({ kind: kind('policy'), ...text }),
  fc.record({ kind: kind('workload'), ...text }),
  fc.record({ kind: kind('workload-store'), ...text, id: aText }),
  fc.record({ kind: kind('store-rule'), cluster: aText, id: aText, rule: aText }),
);

describe('a finding id', () => {
  it('is the same for ever', () => {
    expect(findingId('branch-eni-carries-declared-groups', workload())).toBe(
      'podfence/branch-eni-carries-declared-groups/9df444380f443171a71099eb57727566',
    );
  });

  it('is 128 bits of the SHA-256 of check and subject', () => {
    const key = `workload|${CLUSTER.length}:${CLUSTER}|7:catalog|18:Deployment/catalog`;
    const digest = createHash('sha256')
      .update(JSON.stringify(['c', key]))
      .digest('hex');
    expect(findingId('c', workload())).toBe(`podfence/c/${digest.slice(0, 32)}`);
  });

  it('differs between clusters of one name, and between checks', () => {
    const ids = [
      findingId('a', workload('Deployment/x', CLUSTER)),
      findingId('a', workload('Deployment/x', OTHER_CLUSTER)),
      findingId('b', workload('Deployment/x', CLUSTER)).replace('/b/', '/a/'),
    ];
    expect(new Set(ids).size).toBe(3);
  });

  it('is equal for equal subjects only', () => {
    fc.assert(
      fc.property(aSubject, aSubject, (a, b) => {
        const isSame = JSON.stringify(a) === JSON.stringify(b);
        expect(findingId('c', a) === findingId('c', b)).toBe(isSame);
        expect(findingId('c', { ...a })).toBe(findingId('c', a));
      }),
    );
  });
});
