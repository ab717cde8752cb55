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
      hasNamespaceSelector: false,
      hasObjectSelector: false,
      matchesPodCreate: true,
    });
  });

  it('knows selectors that leave something out, match conditions among them', () => {
    const namespaceSelector = { matchExpressions: [{ key: 'a', operator: 'Exists' }] };
    expect(decode({ namespaceSelector })?.hasNamespaceSelector).toBe(true);
    expect(decode({ objectSelector: { matchLabels: { a: 'b' } } })?.hasObjectSelector).toBe(true);
    expect(decode({ matchConditions: [{ name: 'x' }] })?.hasObjectSelector).toBe(true);
  });

  it.each([
    [{}, true],
    [{ operations: ['*'], apiGroups: ['*'], apiVersions: ['*'], resources: ['*'] }, true],
    [{ resources: ['*/*'] }, true],
    [{ resources: ['pods/*', 'services'] }, false],
    [{ operations: ['UPDATE'] }, false],
    [{ apiGroups: ['apps'] }, false],
    [{ scope: 'Cluster' }, false],
    [{ scope: 'Namespaced' }, true],
  ])('asks whether %j matches the creation of a pod: %j', (change, expected) => {
    expect(decode({ rules: [{ ...rule, ...change }] })?.matchesPodCreate).toBe(expected);
  });

  it('gives up a configuration whose rules are unreadable', () => {
    const webhooks = [{ ...webhook, rules: [{ ...rule, operations: [7] }] }];
    expect(faultOf(mutatingWebhooks, { ...mutatingWebhook, webhooks })).toBe(
      'malformed vpc-resource-mutating-webhook: an entry of operations is not text',
    );
  });
});
