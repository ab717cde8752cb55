import { describe, expect, it } from '@jest/globals';
import {
  cronJobs,
  daemonSets,
  deployments,
  jobs,
  jobTemplates,
  mutatingWebhooks,
  replicaSets,
  statefulSets,
} from '../../../shared/decode/kubernetes/index.ts';
import { faultOf, itemOf } from '../listing-of.ts';
import { mutatingWebhook, RAW_ITEMS } from '../raw-items.ts';

const rawOf = (file: string, index = 0) =>
  RAW_ITEMS[`k8s/${file}`]?.[index] as Readonly<Record<string, object>>;

describe('workloads', () => {
  it.each([
    ['Deployment', deployments, rawOf('deployments'), 'web'],
    ['StatefulSet', statefulSets, rawOf('statefulsets'), 'db'],
    ['DaemonSet', daemonSets, rawOf('daemonsets', 1), 'agent'],
    ['CronJob', cronJobs, rawOf('cronjobs'), 'night'],
    ['Job', jobTemplates, rawOf('jobs'), 'batch'],
  ] as const)('finds the pod template of a %s', (kind, spec, raw, app) => {
    const { labels, ...template } = itemOf(spec, raw);
    expect(template).toEqual({
      kind,
      namespace: 'shop',
      name: `web-${kind.toLowerCase()}`,
      serviceAccountName: 'web',
      hostNetwork: false,
      osSelectors: ['linux'],
    });
    expect([...labels]).toEqual([['app', app]]);
  });

  it('gives a template that names no service account the one that its pods will have', () => {
    const raw = { ...rawOf('deployments'), spec: { template: { metadata: {}, spec: {} } } };
    expect(itemOf(deployments, raw).serviceAccountName).toBe('default');
  });

  it('links ReplicaSets and Jobs to their owners, with the labels of their templates', () => {
    const set = itemOf(replicaSets, rawOf('replicasets'));
    expect(set).toMatchObject({ kind: 'ReplicaSet', owner: { kind: 'Deployment', name: 'web' } });
    expect([...(set.templateLabels ?? [])]).toEqual([['app', 'web']]);
    expect(itemOf(jobs, { ...rawOf('jobs'), spec: {} }).templateLabels).toBeNull();
  });
});

const NO_REQUIREMENTS = { matchLabels: new Map(), matchExpressions: [] };

describe('webhooks', () => {
  const [webhook] = mutatingWebhook['webhooks'] as readonly { readonly rules: readonly object[] }[];
  const rule = webhook?.rules[0];
  const decode = (change: object) => {
    const [one] = itemOf(mutatingWebhooks, {
      ...mutatingWebhook,
      webhooks: [{ ...webhook, ...change }],
    });
    return one;
  };

  it('reads a webhook as the API server fills it in', () => {
    expect(decode({})).toEqual({
      kind: 'mutating',
      configuration: 'vpc-resource-mutating-webhook',
      name: 'mpod.vpc.k8s.aws',
      failurePolicy: 'Ignore',
      timeoutSeconds: 30,
      namespaceSelector: NO_REQUIREMENTS,
      objectSelector: NO_REQUIREMENTS,
      hasMatchConditions: false,
      podOperations: ['CREATE'],
    });
  });

  it('keeps selectors, and knows of match conditions', () => {
    const namespaceSelector = { matchExpressions: [{ key: 'a', operator: 'Exists' }] };
    expect(decode({ namespaceSelector })?.namespaceSelector?.matchExpressions).toEqual([
      { key: 'a', operator: 'Exists', values: [] },
    ]);
    const objectSelector = { matchLabels: { a: 'b' } };
    expect(decode({ objectSelector })?.objectSelector?.matchLabels).toEqual(new Map([['a', 'b']]));
    expect(decode({ namespaceSelector: null })?.namespaceSelector).toBeNull();
    expect(decode({ matchConditions: [{ name: 'x' }] })?.hasMatchConditions).toBe(true);
  });

  it.each<[object, readonly string[]]>([
    [{}, ['CREATE']],
    [
      { operations: ['*'], apiGroups: ['*'], apiVersions: ['*'], resources: ['*'] },
      ['CREATE', 'UPDATE'],
    ],
    [{ resources: ['*/*'] }, ['CREATE']],
    [{ resources: ['pods/*', 'services'] }, []],
    [{ operations: ['UPDATE'] }, ['UPDATE']],
    [{ operations: ['DELETE', 'CONNECT'] }, []],
    [{ apiGroups: ['apps'] }, []],
    [{ scope: 'Cluster' }, []],
    [{ scope: 'Namespaced' }, ['CREATE']],
  ])('asks whether %j matches what is done to pods: %j', (change, expected) => {
    expect(decode({ rules: [{ ...rule, ...change }] })?.podOperations).toEqual(expected);
  });

  it('adds up the operations of several rules', () => {
    const rules = [rule, { ...rule, operations: ['UPDATE'] }];
    expect(decode({ rules })?.podOperations).toEqual(['CREATE', 'UPDATE']);
  });

  it('gives up a configuration whose rules are unreadable', () => {
    const webhooks = [{ ...webhook, rules: [{ ...rule, operations: [7] }] }];
    expect(faultOf(mutatingWebhooks, { ...mutatingWebhook, webhooks })).toBe(
      'malformed vpc-resource-mutating-webhook: an entry of operations is not text',
    );
  });
});
