import { describe, expect, it } from '@jest/globals';
import {
  completeListing,
  type LabelSelector,
  type Webhook,
} from '../../../shared/core/model/index.ts';
import { CHECK_EXAMPLES } from '../../support/check-examples.ts';
import { briefly, judgeSnapshot, MAIN, undecidedBriefly } from '../../support/judged.ts';
import { aNode, aPod, aPolicy, labels, matchLabels } from '../../support/kubernetes.ts';
import { aBranchPod, aLab, aNodePod, type LabParts } from '../../support/lab.ts';
import { aGuardWebhook, aPodWebhook, webhooks } from '../../support/platform.ts';
import { anEksCluster, lost, truncated } from '../../support/snapshot.ts';
import { NOW } from '../../support/times.ts';

const ID = 'webhooks-are-intact';
const CLUSTER = { kind: 'cluster', cluster: MAIN } as const;
const WEBHOOKS = 'k8s/webhookconfigurations.json';

const judgeParts = (parts: LabParts) => judgeSnapshot(aLab(parts)).of(ID);
const verdict = (parts: LabParts): string => judgeParts(parts).disposition(CLUSTER);
const undecided = (parts: LabParts): readonly string[] =>
  judgeParts(parts).undecided.map(undecidedBriefly);
const sentences = (parts: LabParts): readonly string[] =>
  judgeParts(parts).violations.flatMap(({ observed }) => observed);

const having = (...items: readonly Webhook[]): LabParts => ({ cluster: webhooks(...items) });
/** The injector with this, beside a sound guard. */
const injecting = (change: Partial<Webhook>): LabParts =>
  having(aPodWebhook(change), aGuardWebhook());

const notIn = (key: string, ...values: readonly string[]): LabelSelector => ({
  matchLabels: new Map(),
  matchExpressions: [{ key, operator: 'NotIn', values }],
});
const NAME = 'kubernetes.io/metadata.name';

describe('the webhooks are intact', () => {
  it('is compliant as EKS installs them', () => {
    const judgement = judgeParts({});
    expect(judgement.population).toMatchObject({ judged: 1, compliant: 1, unknown: 0 });
  });

  it('is violated in its example, and names what is skipped', () => {
    const { violations } = judgeSnapshot(CHECK_EXAMPLES[ID]?.snapshot() ?? aLab()).of(ID);
    expect(violations.map(briefly)).toEqual(['cluster high']);
    expect(violations[0]?.message).toBe(
      'Webhook mpod.vpc.k8s.aws is not asked about pods of shop, where policies match some.',
    );
    expect(violations[0]?.evidence[0]).toEqual({
      kind: 'webhook',
      id: 'vpc-resource-mutating-webhook/mpod.vpc.k8s.aws',
      asked: ['CREATE'],
      timeoutSeconds: 30,
      failurePolicy: 'Ignore',
    });
  });

  it('is violated where one of them, or both, are missing', () => {
    expect(sentences(having(aGuardWebhook()))).toEqual([
      'There is no webhook mpod.vpc.k8s.aws: pods that policies match are created as if they had none, in shop.',
    ]);
    expect(sentences(having(aPodWebhook()))).toEqual([
      'There is no webhook vpod.vpc.k8s.aws: whoever may create or change pods can give them the annotation of a branch ENI.',
    ]);
    const both = judgeParts(having());
    expect(both.violations.map(briefly)).toEqual(['cluster high']);
    expect(both.violations[0]?.observed).toHaveLength(2);
  });

  it('takes no other webhook of the cluster for them', () => {
    const others = [
      aPodWebhook({ configuration: 'pod-identity-webhook', name: 'iam-for-pods.amazonaws.com' }),
      aGuardWebhook({ name: 'vnode.vpc.k8s.aws', podOperations: [] }),
    ];
    expect(sentences(having(...others))).toHaveLength(2);
  });

  it('knows them under another configuration or another name', () => {
    const own = { configuration: 'own-webhook-configuration' };
    expect(verdict(having(aPodWebhook(own), aGuardWebhook(own)))).toBe('compliant');
    const renamed = { name: 'other.vpc.k8s.aws' };
    expect(verdict(having(aPodWebhook(renamed), aGuardWebhook(renamed)))).toBe('compliant');
  });

  it.each<[string, Webhook, Webhook, string]>([
    ['CREATE', aPodWebhook({ podOperations: ['UPDATE'] }), aGuardWebhook(), 'CREATE'],
    ['UPDATE', aPodWebhook(), aGuardWebhook({ podOperations: ['CREATE'] }), 'UPDATE'],
    ['either', aPodWebhook(), aGuardWebhook({ podOperations: [] }), 'CREATE, UPDATE'],
  ])('is violated by one that is not asked about %s', (_what, injector, guard, operations) => {
    expect(sentences(having(injector, guard))).toEqual([
      expect.stringContaining(`is not asked about pods (${operations})`),
    ]);
  });

  it.each([
    [1, 'violation'],
    [4, 'violation'],
    [5, 'compliant'],
    [null, 'compliant'],
  ])('with %j seconds to answer is %s', (timeoutSeconds, expected) => {
    expect(verdict(injecting({ timeoutSeconds }))).toBe(expected);
  });

  it('is medium where nothing but the time is short', () => {
    expect(judgeParts(injecting({ timeoutSeconds: 2 })).violations.map(briefly)).toEqual([
      'cluster medium',
    ]);
  });

  it('does not mind that they fail open, as they are made to', () => {
    expect(verdict(injecting({ failurePolicy: 'Fail' }))).toBe('compliant');
  });
});

describe('namespaces that a webhook skips', () => {
  const namespaces = (own: Readonly<Record<string, string>>): LabParts['cluster'] & object => ({
    namespaces: completeListing(
      [{ name: 'shop', labels: labels(own) }],
      'k8s/namespaces.json',
      NOW,
    ),
  });
  const skipping = (namespaceSelector: LabelSelector, cluster = namespaces({ team: 'a' })) => ({
    cluster: {
      ...webhooks(aPodWebhook({ namespaceSelector }), aGuardWebhook()),
      ...cluster,
    },
  });

  it.each<[string, LabelSelector, string]>([
    ['by a label that it has', notIn('team', 'a'), 'violation'],
    ['by a label that it has not', notIn('team', 'b'), 'compliant'],
    ['that lack a label', matchLabels({ injection: 'on' }), 'violation'],
    ['by another name', notIn(NAME, 'kube-system'), 'compliant'],
    ['by its name', notIn(NAME, 'shop'), 'violation'],
  ])('%s: %j', (_what, selector, expected) => {
    expect(verdict(skipping(selector))).toBe(expected);
  });

  it('are known by their names without the list of namespaces, and by nothing else', () => {
    const unseen = { namespaces: lost<never>('k8s/namespaces.json') };
    expect(verdict(skipping(notIn(NAME, 'shop'), unseen))).toBe('violation');
    expect(verdict(skipping(notIn(NAME, 'bank'), unseen))).toBe('compliant');
    const judgement = judgeParts(skipping(notIn('team', 'a'), unseen));
    expect(judgement.undecided).toEqual([
      {
        check: ID,
        subject: CLUSTER,
        reasons: ['cni-config-unseen'],
        missing: ['k8s/namespaces.json'],
      },
    ]);
  });

  it('may have policies that were not seen', () => {
    const policies = truncated([aPolicy()], 'k8s/securitygrouppolicies.json');
    const parts = skipping(notIn(NAME, 'bank'), { ...namespaces({}), policies });
    expect(undecided(parts)).toEqual(['cluster policies-unseen']);
    expect(verdict(parts)).toBe('unknown');
  });

  it('have no policy that declares anything', () => {
    const policies = [aPolicy(), aPolicy({ name: 'inert', namespace: 'bank', groups: [] })];
    const parts = { policies, ...injecting({ namespaceSelector: notIn(NAME, 'bank') }) };
    expect(verdict(parts)).toBe('compliant');
  });
});

describe('pods that a webhook leaves out', () => {
  const leaving = injecting({ objectSelector: matchLabels({ inject: 'yes' }) });

  it('are told, if a policy matches them', () => {
    const pod = aBranchPod({ name: 'web-1' });
    expect(sentences({ ...leaving, branchPods: [pod] })).toEqual([
      'Webhook mpod.vpc.k8s.aws leaves out pods that policies match, by their labels: shop/web-1.',
    ]);
    const other = aNodePod({ labels: { app: 'other' } });
    expect(verdict({ ...leaving, branchPods: [], pods: [other] })).toBe('compliant');
    const selected = aBranchPod({ labels: { app: 'web', inject: 'yes' } });
    expect(verdict({ ...leaving, branchPods: [selected] })).toBe('compliant');
  });

  it('may be others where pods or ServiceAccounts were not all seen', () => {
    const { cluster } = leaving;
    const pods = truncated([], 'k8s/pods.json');
    expect(undecided({ cluster: { ...cluster, pods } })).toEqual(['cluster pods-unseen']);
    const byAccount = aPolicy({
      podSelector: null,
      serviceAccountSelector: matchLabels({ a: 'b' }),
    });
    const serviceAccounts = lost<never>('k8s/serviceaccounts.json');
    expect(
      undecided({
        policies: [byAccount],
        cluster: { ...cluster, serviceAccounts },
      }),
    ).toEqual(['cluster service-accounts-unseen']);
  });

  it('may be any where conditions decide', () => {
    expect(undecided(injecting({ hasMatchConditions: true }))).toEqual(['cluster unsupported']);
  });
});

describe('webhooks that are not there', () => {
  const AUTO = {
    nodes: [aNode({ labels: { 'eks.amazonaws.com/compute-type': 'auto' } })],
    branchPods: [],
  } as const;
  const autoMode = completeListing([anEksCluster('main', { autoMode: true })], '');

  it('are nobody’s loss without policies', () => {
    const judgement = judgeParts({ policies: [], ...having() });
    expect(judgement.disposition(CLUSTER)).toBe('compliant');
    expect(judgement.population).toMatchObject({ judged: 0, notApplicable: 1 });
  });

  it('may be right on Auto Mode', () => {
    const cluster = { ...webhooks(), cluster: autoMode };
    expect(undecided({ ...AUTO, pods: [aNodePod()], cluster })).toEqual(['cluster unsupported']);
  });

  it('are wrong where pods of other nodes, or of Fargate, have policies', () => {
    const cluster = { ...webhooks(), cluster: autoMode };
    expect(verdict({ cluster })).toBe('violation');
    const fargate = aPod({
      labels: { app: 'web', 'eks.amazonaws.com/fargate-profile': 'p' },
      nodeName: 'fargate-1',
    });
    expect(verdict({ ...AUTO, pods: [fargate], cluster })).toBe('violation');
  });

  it('may be right where neither the cluster nor nodes were seen', () => {
    const cluster = {
      ...webhooks(),
      cluster: lost<never>('eks/describe-cluster.json'),
      nodes: lost<never>('k8s/nodes.json'),
    };
    expect(undecided({ cluster })).toEqual(['cluster groups-unseen identity-unknown']);
  });

  it('may be in what was not seen', () => {
    const unseen = { webhooks: lost<Webhook>(WEBHOOKS) };
    expect(judgeParts({ cluster: unseen }).undecided).toEqual([
      { check: ID, subject: CLUSTER, reasons: ['cni-config-unseen'], missing: [WEBHOOKS] },
    ]);
    const half = { webhooks: truncated([aPodWebhook()], WEBHOOKS) };
    expect(undecided({ cluster: half })).toEqual(['cluster cni-config-unseen']);
    const deaf = { webhooks: truncated([aPodWebhook({ podOperations: [] })], WEBHOOKS) };
    expect(verdict({ cluster: deaf })).toBe('violation');
  });

  it('may be needed by policies that were not seen', () => {
    const policies = truncated([], 'k8s/securitygrouppolicies.json');
    expect(undecided({ cluster: { ...webhooks(), policies } })).toEqual([
      'cluster policies-unseen',
    ]);
  });
});
