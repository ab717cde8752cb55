import { describe, expect, it } from '@jest/globals';
import type { Gap } from '../../shared/core/model/index.ts';
import { decodeSnapshot } from '../../shared/decode/index.ts';
import { memorySource, type Documents } from '../support/memory-source.ts';
import { pod, RAW_ITEMS, securityGroupRule } from './raw-items.ts';
import { WHOLE, without } from './whole-snapshot.ts';

const decode = async (documents: Documents) => {
  const snapshot = await decodeSnapshot(memorySource(documents));
  const [scope] = snapshot.scopes;
  const [cluster] = snapshot.clusters;
  if (scope === undefined || cluster === undefined) throw new Error('no scope or cluster');
  return { ...snapshot, scope, cluster };
};
const shown = (gaps: readonly Gap[]) =>
  gaps.map(({ source, item, reason }) =>
    [source, ...(item === undefined ? [] : [item]), reason].join(' '),
  );
const VPCS = 'ec2/describe-vpcs.json';
const PODS = 'k8s/pods.json';
const podNamed = (name: string) => ({ ...pod, metadata: { ...(pod['metadata'] as object), name } });

describe('a damaged file', () => {
  it.each([
    [{}, 'malformed'],
    [{ foo: [] }, 'malformed'],
    [{ Vpcs: null }, 'malformed'],
    [{ Vpcs: {} }, 'malformed'],
    ['null', 'malformed'],
    ['[]', 'malformed'],
    ['{"Vpcs": [', 'malformed'],
    [{ Vpcs: [], NextToken: 'abc' }, 'truncated'],
    [{ Error: { Code: 'UnauthorizedOperation' } }, 'denied'],
  ])('of %j is a gap and never an empty list', async (document, reason) => {
    const { scope, gaps } = await decode({ ...WHOLE, [VPCS]: document });
    expect(scope.vpcs).toMatchObject({ items: [], complete: false });
    expect(shown(gaps)).toEqual([`${VPCS} ${reason}`]);
  });

  it.each([
    [
      'eks/describe-addon-vpc-cni.json',
      'cniAddon',
      'An error occurred (ResourceNotFoundException) when calling the DescribeAddon operation: No addon: vpc-cni found in cluster: lab',
    ],
    [
      'k8s/configmap-amazon-vpc-cni.json',
      'cniConfigMap',
      'Error from server (NotFound): configmaps "amazon-vpc-cni" not found',
    ],
    [
      'k8s/daemonset-aws-node.json',
      'cniDaemonSet',
      'Error from server (NotFound): daemonsets.apps "aws-node" not found',
    ],
  ] as const)(
    '%s that says that there is no such thing is as good as an empty list',
    async (file, part, text) => {
      const whole = without(file, 'k8s/daemonsets.json');
      const told = await decode({ ...whole, [file]: `\n${text}\n` });
      expect(told.cluster[part]).toMatchObject({ items: [], complete: true });
      expect(told.gaps.map(({ source }) => source)).not.toContain(file);
      const gaps = [{ source: file, reason: text }];
      const reported = await decode({
        ...whole,
        'snapshot.json': Object.assign({}, WHOLE['snapshot.json'], { gaps }),
      });
      expect(reported.cluster[part]).toMatchObject({ items: [], complete: true });
      const denied = await decode({
        ...whole,
        [file]: text
          .replace(/NotFound|ResourceNotFound/, 'AccessDenied')
          .replace(/not found|No addon/, 'denied'),
      });
      expect(denied.cluster[part]).toMatchObject({ items: [], complete: false });
    },
  );

  it('shows what is in a bare array, and does not believe that it is all', async () => {
    const { scope } = await decode({ ...WHOLE, [VPCS]: RAW_ITEMS['ec2/describe-vpcs'] });
    expect(scope.vpcs.items).toHaveLength(1);
    expect(scope.vpcs.complete).toBe(false);
  });

  it('keeps the items before a syntax error, and names the place', async () => {
    const text = `{"kind":"List","items":[${JSON.stringify(podNamed('a'))},{"metadata":{`;
    const { cluster, gaps, inputs } = await decode({ ...WHOLE, [PODS]: text });
    expect(cluster.pods.items.map(({ name }) => name)).toEqual(['a']);
    expect(cluster.pods.complete).toBe(false);
    expect(shown(gaps)).toEqual([`${PODS} items[1] malformed`]);
    expect(inputs.find(({ source }) => source === PODS)).toMatchObject({
      items: 1,
      complete: false,
    });
  });

  it('with a damaged item loses that item alone', async () => {
    const items = [podNamed('a'), { ...pod, spec: 'x' }, podNamed('b')];
    const { cluster, gaps } = await decode({ ...WHOLE, [PODS]: { kind: 'List', items } });
    expect(cluster.pods.items.map(({ name }) => name)).toEqual(['a', 'b']);
    expect(cluster.pods.complete).toBe(false);
    expect(shown(gaps)).toEqual([`${PODS} shop/web-6d4cf56db6-abcde malformed`]);
  });

  it('that is damaged in one cluster or listing leaves all others complete', async () => {
    const { scope, cluster } = await decode({ ...WHOLE, [PODS]: '' });
    const listings = [...Object.values(scope), ...Object.values(cluster)].filter(
      (value): value is { complete: boolean; source: string } =>
        typeof value === 'object' && value !== null && 'complete' in value,
    );
    expect(listings.filter(({ complete }) => !complete).map(({ source }) => source)).toEqual([
      PODS,
    ]);
  });
});

describe('a damaged security group rule', () => {
  const RULES = 'ec2/describe-security-group-rules.json';
  const rule = (id: string, change: object) => ({
    ...securityGroupRule,
    SecurityGroupRuleId: id,
    ...change,
  });
  const decodeRules = async (rules: readonly object[]) =>
    (await decode({ ...WHOLE, [RULES]: { SecurityGroupRules: rules } })).scope;

  it('makes the rules of its group incomplete, and no others', async () => {
    const scope = await decodeRules([
      rule('sgr-1', {}),
      rule('sgr-2', { GroupId: 'sg-b', IpProtocol: '?' }),
    ]);
    expect(scope.rules).toMatchObject({ complete: false, items: [{ id: 'sgr-1' }] });
    expect(scope.incompleteRuleGroups).toEqual(new Set(['sg-b']));
    expect(scope.groups.complete).toBe(true);
  });

  it('that contradicts itself is left out, and its group is incomplete', async () => {
    const scope = await decodeRules([rule('sgr-1', {}), rule('sgr-1', { FromPort: 22 })]);
    expect(scope.rules.items).toEqual([]);
    expect(scope.incompleteRuleGroups).toEqual(new Set(['sg-0aaaaaaaaaaaaaaa1']));
  });

  it('that names no group may be of any group; so may rules of a truncated or missing listing', async () => {
    expect((await decodeRules([rule('sgr-1', { GroupId: null })])).incompleteRuleGroups).toBe(
      'any',
    );
    const cut = await decode({ ...WHOLE, [RULES]: { SecurityGroupRules: [], NextToken: 'x' } });
    expect(cut.scope.incompleteRuleGroups).toBe('any');
    expect((await decode(without(RULES))).scope.incompleteRuleGroups).toBe('any');
  });

  it('inside its group makes the nested rules incomplete, and not the listing of groups', async () => {
    const [group] = RAW_ITEMS['ec2/describe-security-groups'] as readonly object[];
    const damaged = { ...group, IpPermissions: [{ IpProtocol: '?' }] };
    const { scope } = await decode({
      ...WHOLE,
      'ec2/describe-security-groups.json': { SecurityGroups: [damaged] },
    });
    expect(scope.groups.complete).toBe(true);
    expect(scope.groups.items[0]?.rulesKnown).toBe(false);
    expect(scope.nestedRules.complete).toBe(false);
  });
});

describe('calls with an argument', () => {
  it('give one item for each, and know which of them is cut off', async () => {
    const path = 'ec2/get-managed-prefix-list-entries-pl-63a5400a.json';
    const { scope } = await decode({
      ...WHOLE,
      [path]: { Entries: [{ Cidr: '10.0.0.0/8' }], NextToken: 'x' },
    });
    expect(scope.prefixListEntries.items.map(({ id, complete }) => [id, complete])).toEqual([
      ['pl-0123456789abcdef0', true],
      ['pl-63a5400a', false],
    ]);
    expect(scope.prefixListEntries.complete).toBe(false);
  });

  it('know a prefix list without entries from one whose entries were not read', async () => {
    const path = 'ec2/get-managed-prefix-list-entries-pl-63a5400a.json';
    const empty = await decode({ ...WHOLE, [path]: { Entries: [] } });
    expect(empty.scope.prefixListEntries.items[1]).toMatchObject({ prefixes: [], complete: true });
    const denied = await decode({ ...WHOLE, [path]: '' });
    expect(denied.scope.prefixListEntries).toMatchObject({
      complete: false,
      items: [{ complete: true }],
    });
  });

  it('miss the targets of every proxy that is listed', async () => {
    const path = 'rds/describe-db-proxy-targets-orders-proxy.json';
    const { scope, gaps } = await decode(without(path));
    expect(scope.dbProxyTargets).toMatchObject({ complete: false, items: [] });
    expect(shown(gaps)).toEqual([`${path} missing`]);
    const none = await decode({
      ...without(path),
      'rds/describe-db-proxies.json': { DBProxies: [] },
    });
    expect(none.gaps).toEqual([]);
  });

  it('show groups that another account shares, and where groups can be worn', async () => {
    const { scope } = await decode(WHOLE);
    expect(scope.groups.items.map(({ id, rulesKnown }) => [id, rulesKnown])).toEqual([
      ['sg-0aaaaaaaaaaaaaaa1', true],
      ['sg-0eeeeeeeeeeeeeee5', false],
    ]);
    expect(scope.groupVpcAssociations.items.at(-1)).toEqual({
      groupId: 'sg-0eeeeeeeeeeeeeee5',
      vpcId: 'vpc-0a1b2c3d4e5f60718',
      state: 'associated',
    });
  });

  it('say which groups can be worn in a VPC, and whether these are all', async () => {
    const path = 'ec2/get-security-groups-for-vpc-vpc-0a1b2c3d4e5f60718.json';
    const whole = (await decode(WHOLE)).scope.groupsForVpcs;
    expect(whole).toMatchObject({
      complete: true,
      items: [
        {
          vpcId: 'vpc-0a1b2c3d4e5f60718',
          groupIds: new Set(['sg-0eeeeeeeeeeeeeee5']),
          complete: true,
        },
      ],
    });
    const cut = { ...(WHOLE[path] as object), NextToken: 'more' };
    const { scope } = await decode({ ...WHOLE, [path]: cut });
    expect(scope.groupsForVpcs).toMatchObject({ complete: false, items: [{ complete: false }] });
    const unasked = (await decode(without(path))).scope.groupsForVpcs;
    expect(unasked).toMatchObject({ complete: true, items: [], gaps: [] });
    const denied = (await decode({ ...WHOLE, [path]: '' })).scope.groupsForVpcs;
    expect(denied).toMatchObject({ complete: false, items: [] });
  });
});

describe('kubectl output in other forms', () => {
  const decodePods = async (document: unknown, file = PODS) =>
    (await decode({ ...without(PODS), [file]: document })).cluster;

  it('may be a List of several kinds: each object is found', async () => {
    const [account] = RAW_ITEMS['k8s/serviceaccounts'] as readonly unknown[];
    const cluster = (
      await decode({
        ...without(PODS, 'k8s/serviceaccounts.json'),
        [PODS]: { kind: 'List', items: [pod, account] },
      })
    ).cluster;
    expect(cluster.pods).toMatchObject({
      complete: true,
      items: [{ name: 'web-6d4cf56db6-abcde' }],
    });
    // That these are all service accounts nobody said.
    expect(cluster.serviceAccounts).toMatchObject({ complete: false, items: [{ name: 'web' }] });
  });

  it('may be a raw API response, whose items name no kind', async () => {
    const { kind, apiVersion, ...bare } = pod;
    expect([kind, apiVersion]).toEqual(['Pod', 'v1']);
    expect(await decodePods({ kind: 'PodList', items: [bare] })).toMatchObject({
      pods: { complete: true, items: [{ namespace: 'shop' }] },
    });
  });

  it('may be YAML', async () => {
    const yaml = `apiVersion: v1\nkind: List\nitems:\n- ${JSON.stringify(pod)}\n`;
    expect((await decodePods(yaml, 'k8s/pods.yaml')).pods).toMatchObject({
      complete: true,
      source: 'k8s/pods.yaml',
      items: [{ name: 'web-6d4cf56db6-abcde' }],
    });
  });

  it('is cut off when it is YAML and the kind behind the items is missing', async () => {
    const items = [pod, podNamed('b')].map((one) => `- ${JSON.stringify(one)}\n`);
    const whole = `apiVersion: v1\nitems:\n${items.join('')}kind: List\nmetadata:\n  resourceVersion: ""\n`;
    expect((await decodePods(whole, 'k8s/pods.yaml')).pods).toMatchObject({
      complete: true,
      items: [{ name: 'web-6d4cf56db6-abcde' }, { name: 'b' }],
    });
    const cut = whole.slice(0, whole.indexOf('kind: List'));
    const { pods } = await decodePods(cut, 'k8s/pods.yaml');
    // The last item may be half of one.
    expect(pods).toMatchObject({ complete: false, items: [{ name: 'web-6d4cf56db6-abcde' }] });
    expect(pods.gaps.map(({ reason }) => reason)).toEqual(['truncated']);
  });

  it.each([
    ['one object', pod, 'k8s/pods.json'],
    [
      'objects in several documents',
      `---\n${JSON.stringify(pod)}\n---\n${JSON.stringify(podNamed('b'))}\n`,
      'k8s/pods.yaml',
    ],
  ])('that is %s shows it, and not that it is all', async (_, document, file) => {
    const { pods } = await decodePods(document, file);
    expect(pods.items.length).toBeGreaterThan(0);
    expect(pods.complete).toBe(false);
  });

  it('may be a List of Lists', async () => {
    const nested = { kind: 'List', items: [{ kind: 'PodList', items: [pod] }] };
    expect((await decodePods(nested)).pods).toMatchObject({
      complete: true,
      items: [{ namespace: 'shop' }],
    });
  });

  it.each([
    ['a List of another kind', { kind: 'List', items: RAW_ITEMS['k8s/nodes'] }],
    ['an object of another kind', RAW_ITEMS['k8s/nodes']?.[0]],
    [
      'items of a kind that is not read',
      { kind: 'List', items: [pod, { kind: 'Service', metadata: { name: 'x' } }] },
    ],
    ['items that are no objects', { kind: 'List', items: ['x'] }],
    ['items that are no array', { kind: 'List', items: 'x' }],
    ['a table', { kind: 'Table', rows: [{ cells: ['a'] }] }],
  ])('that holds %s proves nothing', async (_, document) => {
    expect((await decodePods(document)).pods.complete).toBe(false);
  });

  it('may give the one object that is asked for in a List', async () => {
    const file = 'k8s/daemonset-aws-node.json';
    const list = {
      kind: 'List',
      items: [RAW_ITEMS['k8s/daemonset-aws-node']?.[0], RAW_ITEMS['k8s/daemonsets']?.[1]],
    };
    const { cluster } = await decode({ ...without('k8s/daemonsets.json'), [file]: list });
    expect(cluster.cniDaemonSet).toMatchObject({ complete: true, items: [{ generation: 4 }] });
    const { cluster: none } = await decode({
      ...without('k8s/daemonsets.json'),
      [file]: { kind: 'List', items: [] },
    });
    expect(none.cniDaemonSet).toMatchObject({ complete: true, items: [] });
  });

  it('does not take a DaemonSet whose name is unreadable for the absence of the VPC CNI', async () => {
    const file = 'k8s/daemonset-aws-node.json';
    const [raw] = RAW_ITEMS['k8s/daemonset-aws-node'] as readonly object[];
    const nameless = { ...raw, metadata: 7, spec: {} };
    const { cluster } = await decode({ ...without('k8s/daemonsets.json'), [file]: nameless });
    expect(cluster.cniDaemonSet).toMatchObject({ complete: false, items: [] });
  });

  it('may hold mutating and validating webhooks in one file or in two', async () => {
    const [mutating] = RAW_ITEMS['k8s/webhookconfigurations'] as readonly object[];
    const validating = { ...mutating, kind: 'ValidatingWebhookConfiguration' };
    const file = 'k8s/webhookconfigurations.json';
    const one = await decode({ ...WHOLE, [file]: { kind: 'List', items: [mutating, validating] } });
    const two = await decode({
      ...without(file),
      'k8s/mutatingwebhookconfigurations.json': { kind: 'List', items: [mutating] },
      'k8s/validatingwebhookconfigurations.json': { kind: 'List', items: [validating] },
    });
    for (const { cluster } of [one, two]) {
      expect(cluster.webhooks.complete).toBe(true);
      expect(cluster.webhooks.items.map(({ kind }) => kind)).toEqual(['mutating', 'validating']);
    }
    const half = await decode({
      ...without(file),
      'k8s/mutatingwebhookconfigurations.json': { kind: 'List', items: [mutating] },
    });
    expect(half.cluster.webhooks).toMatchObject({ complete: false, items: [{ kind: 'mutating' }] });
  });

  it('reads the history of aws-node and not that of others', async () => {
    const [revision] = RAW_ITEMS['k8s/controllerrevisions'] as readonly object[];
    const other = {
      ...revision,
      metadata: { namespace: 'kube-system', name: 'aws-node-termination-handler-5f7' },
      data: {},
    };
    const { cluster } = await decode({
      ...WHOLE,
      'k8s/controllerrevisions.json': { kind: 'List', items: [other, revision] },
    });
    expect(cluster.cniRevisions).toMatchObject({
      complete: true,
      items: [{ name: 'aws-node-6f8b5d7c9' }],
    });
  });
});

describe('files that podfence does not read', () => {
  it('are a gap without effect inside the folders of a snapshot, and nothing elsewhere', async () => {
    const { gaps, inputs } = await decode({
      ...WHOLE,
      'ec2/describe-key-pairs.json': { KeyPairs: [] },
      'k8s/events.yaml': 'a: 1',
      'clusters/lab/ec2/describe-vpcs.json': { Vpcs: [] },
      'notes.json': {},
      'reports/audit.json': {},
      'clusters/notes.json': '{',
      'accounts/notes.json': '{',
    });
    expect(shown(gaps)).toEqual([
      'clusters/lab/ec2/describe-vpcs.json unsupported',
      'ec2/describe-key-pairs.json unsupported',
      'k8s/events.yaml unsupported',
    ]);
    const sources = inputs.map(({ source }) => source);
    expect(sources).toContain('ec2/describe-key-pairs.json');
    expect(sources).not.toContain('notes.json');
  });

  it('are recognised where they describe what is not modelled', async () => {
    const { gaps, inputs } = await decode({
      ...WHOLE,
      'ec2/describe-transit-gateways.json': { TransitGateways: [] },
      'ec2/search-transit-gateway-routes-tgw-rtb-1.json': { Routes: [], NextToken: 'x' },
      'ec2/describe-internet-gateways.json': { InternetGateways: [] },
      'eks/describe-addon-coredns.json': { addon: {} },
      'eks/list-addons.json': { addons: ['vpc-cni'] },
    });
    expect(gaps).toEqual([]);
    expect(inputs.find(({ source }) => source.includes('search'))?.complete).toBe(false);
  });
});
