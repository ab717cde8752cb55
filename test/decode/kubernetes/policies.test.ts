import { describe, expect, it } from '@jest/globals';
import { policies } from '../../../shared/decode/kubernetes/index.ts';
import { faultOf, itemOf, listingOf } from '../listing-of.ts';
import { policy } from '../raw-items.ts';

const spec = policy['spec'] as object;
const metadata = policy['metadata'] as object;
const withSpec = (change: object) => ({ ...policy, spec: { ...spec, ...change } });

describe('security group policies', () => {
  it('reads a policy, its groups verbatim', () => {
    expect(itemOf(policies, policy)).toEqual({
      namespace: 'shop',
      name: 'web',
      uid: '66666666-0000-4000-8000-000000000006',
      generation: 2,
      createdAt: Date.UTC(2026, 10, 19, 9),
      podSelector: {
        matchLabels: new Map([['app', 'web']]),
        matchExpressions: [{ key: 'tier', operator: 'NotIn', values: ['test'] }],
      },
      serviceAccountSelector: { matchLabels: new Map(), matchExpressions: [] },
      groupIds: ['sg-0bbbbbbbbbbbbbbb2', 'sg-0bbbbbbbbbbbbbbb2', ''],
      fieldOwners: [
        {
          manager: 'kubectl-client-side-apply',
          operation: 'Update',
          at: Date.UTC(2026, 10, 19, 9, 30),
          labels: [],
          ownsSpec: true,
        },
      ],
      lastAppliedMatchNames: true,
    });
  });

  it('tells an absent selector from an empty one', () => {
    const absent = itemOf(
      policies,
      withSpec({ podSelector: undefined, serviceAccountSelector: null }),
    );
    expect(absent).toMatchObject({ podSelector: null, serviceAccountSelector: null });
    const empty = itemOf(policies, withSpec({ podSelector: {} }));
    expect(empty.podSelector).toEqual({ matchLabels: new Map(), matchExpressions: [] });
  });

  it('reads a policy without a spec, which the schema allows', () => {
    expect(itemOf(policies, { ...policy, spec: undefined })).toMatchObject({
      podSelector: null,
      serviceAccountSelector: null,
      groupIds: [],
    });
  });

  it('keeps what makes a selector invalid: free text, and requirements that say nothing', () => {
    const podSelector = {
      matchLabels: { app: 'no label value!', tier: null },
      matchExpressions: [
        { operator: 'in', values: null },
        { key: 'a', operator: '', values: [] },
      ],
    };
    expect(itemOf(policies, withSpec({ podSelector })).podSelector).toEqual({
      matchLabels: new Map([
        ['app', 'no label value!'],
        ['tier', ''],
      ]),
      matchExpressions: [
        { key: '', operator: 'in', values: [] },
        { key: 'a', operator: '', values: [] },
      ],
    });
  });

  it.each([
    ['podSelector', []],
    ['podSelector', { matchLabels: ['app'] }],
    ['serviceAccountSelector', { matchExpressions: [{ key: 'a', operator: 'In', values: [7] }] }],
    ['serviceAccountSelector', { matchExpressions: [{ key: ['a'], operator: 'In' }] }],
  ] as const)('keeps a policy whose %s is %j, and proves nothing with it', (key, selector) => {
    const { items, complete, gaps } = listingOf(policies, [withSpec({ [key]: selector })]);
    expect(items).toMatchObject([{ [key]: 'malformed' }]);
    expect(complete).toBe(false);
    expect(gaps).toMatchObject([{ item: 'shop/web', reason: 'malformed' }]);
    expect(gaps[0]?.detail).toContain(`${key}: `);
  });

  it.each([[{ groupIds: 'sg-1' }], [{ groupIds: [7] }], ['sg-1']])(
    'gives up a policy whose groups are %j',
    (securityGroups) => {
      expect(faultOf(policies, withSpec({ securityGroups }))).toContain('malformed shop/web: ');
    },
  );

  it.each([
    ['{"spec":{"serviceAccountSelector":{"matchNames":["a"]}}}', true],
    ['{"spec":{"serviceAccountSelector":{"matchLabels":{"matchNames":"a"}}}}', false],
    ['{"spec":{"podSelector":{"matchNames":["a"]}}}', false],
    ['{"spec":{"podSelector":{}}}', false],
    ['matchNames, but not JSON', null],
    ['["matchNames"]', null],
    [`{"spec":"${'x'.repeat(256 * 1024)}"}`, null],
    [undefined, null],
  ])('sees matchNames in %.80s: %j', (applied, expected) => {
    const annotations = { 'kubectl.kubernetes.io/last-applied-configuration': applied };
    const raw = { ...policy, metadata: { ...metadata, annotations } };
    expect(itemOf(policies, raw).lastAppliedMatchNames).toBe(expected);
  });
});
