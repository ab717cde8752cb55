import { describe, expect, it } from '@jest/globals';
import type { Pod } from '../../../shared/core/model/index.ts';
import { formatAddress } from '../../../shared/core/net/index.ts';
import { pods } from '../../../shared/decode/kubernetes/index.ts';
import { faultOf, itemOf, listingOf } from '../listing-of.ts';
import { cniPod, pod } from '../raw-items.ts';

interface RawPod {
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly spec: Readonly<Record<string, unknown>>;
  readonly status: Readonly<Record<string, unknown>>;
}
const raw = pod as unknown as RawPod;
const decode = (change: Partial<RawPod>): Pod => itemOf(pods, { ...raw, ...change });
const withMetadata = (metadata: object) => ({ metadata: { ...raw.metadata, ...metadata } });
const withSpec = (spec: object) => ({ spec: { ...raw.spec, ...spec } });
const withStatus = (status: object) => ({ status: { ...raw.status, ...status } });
const container = (resources: unknown) => ({ name: 'app', resources });

describe('pods', () => {
  it('reads what decides about a pod, and nothing of its environment', () => {
    const { labels, podEni, ips, ...rest } = decode({});
    expect(rest).toEqual({
      uid: '22222222-0000-4000-8000-000000000002',
      namespace: 'shop',
      name: 'web-6d4cf56db6-abcde',
      owner: {
        apiVersion: 'apps/v1',
        kind: 'ReplicaSet',
        name: 'web-6d4cf56db6',
        uid: '11111111-0000-4000-8000-000000000001',
      },
      createdAt: Date.UTC(2026, 10, 20, 9),
      deletedAt: null,
      labelOwners: [
        {
          manager: 'kube-controller-manager',
          operation: 'Update',
          at: Date.UTC(2026, 10, 20, 9),
          labels: ['app', 'pod-template-hash'],
          ownsSpec: true,
        },
      ],
      managedFieldsSeen: true,
      fargatePodSg: null,
      nicConfig: null,
      nodeName: 'ip-10-0-1-10.us-west-2.compute.internal',
      serviceAccountName: 'web',
      hostNetwork: false,
      osSelectors: ['linux'],
      firstContainerWantsEni: true,
      eniRequests: 1,
      phase: 'Running',
      ready: true,
      startedAt: Date.UTC(2026, 10, 20, 9, 0, 2),
      scheduledAt: Date.UTC(2026, 10, 20, 9, 0, 1),
      cni: null,
    });
    expect([...labels]).toEqual([
      ['app', 'web'],
      ['pod-template-hash', '6d4cf56db6'],
    ]);
    expect(podEni).toMatchObject({
      state: 'present',
      entries: [{ eniId: 'eni-0123456789abcdef0' }],
    });
    expect(ips.map(formatAddress)).toEqual(['10.0.1.20']);
  });

  it('reads a pod that is pending: no node, no address, no times', () => {
    const pending = decode({ ...withSpec({ nodeName: undefined }), status: { phase: 'Pending' } });
    expect(pending).toMatchObject({
      phase: 'Pending',
      nodeName: null,
      ips: [],
      startedAt: null,
      scheduledAt: null,
      ready: false,
    });
  });

  it('reads both families of a dual-stack pod, and podIP where podIPs is missing', () => {
    const dual = decode(withStatus({ podIPs: [{ ip: '10.0.1.20' }, { ip: '2001:db8::1' }] }));
    expect(dual.ips.map(formatAddress)).toEqual(['10.0.1.20', '2001:db8::1']);
    expect(decode(withStatus({ podIPs: undefined })).ips.map(formatAddress)).toEqual(['10.0.1.20']);
    expect(decode(withStatus({ podIPs: [], podIP: '' })).ips).toEqual([]);
  });

  it('is ready and scheduled only where the condition is true', () => {
    const conditions = [
      { type: 'Ready', status: 'False', lastTransitionTime: '2026-11-20T09:00:09Z' },
      { type: 'PodScheduled', status: 'True' },
    ];
    expect(decode(withStatus({ conditions }))).toMatchObject({ ready: false, scheduledAt: null });
  });

  it('takes the controller among several owners, else the first', () => {
    const owner = { apiVersion: 'v1', kind: 'A', name: 'a', uid: '1' };
    const controller = { ...owner, kind: 'B', controller: true };
    const references = (list: readonly object[]) =>
      decode(withMetadata({ ownerReferences: list })).owner?.kind;
    expect(references([owner, controller])).toBe('B');
    expect(references([owner, { ...owner, kind: 'C' }])).toBe('A');
    expect(decode(withMetadata({ ownerReferences: undefined })).owner).toBeNull();
  });

  it('counts pod-eni requests of all containers, but what the CNI sees of the first one only', () => {
    const limits = { 'vpc.amazonaws.com/pod-eni': '1' };
    const second = decode(
      withSpec({ containers: [container({}), container({ limits, requests: limits })] }),
    );
    expect(second).toMatchObject({ firstContainerWantsEni: false, eniRequests: 1 });
    const limited = decode(
      withSpec({
        containers: [
          container({ limits }),
          container({ requests: { 'vpc.amazonaws.com/pod-eni': 2 } }),
        ],
      }),
    );
    expect(limited).toMatchObject({ firstContainerWantsEni: true, eniRequests: 3 });
    const prefixed = decode(
      withSpec({ containers: [container({ limits: { 'vpc.amazonaws.com/pod-eni-x': '1' } })] }),
    );
    expect(prefixed).toMatchObject({ firstContainerWantsEni: true, eniRequests: 0 });
  });

  it('keeps the annotations that say which interfaces a pod has, verbatim', () => {
    const annotations = {
      'fargate.amazonaws.com/pod-sg': 'sg-1, sg-2',
      'k8s.amazonaws.com/nicConfig': 'multi-nic-attachment',
    };
    expect(decode(withMetadata({ annotations }))).toMatchObject({
      fargatePodSg: 'sg-1, sg-2',
      nicConfig: 'multi-nic-attachment',
      podEni: { state: 'absent' },
    });
  });

  it('names an annotation that cannot be parsed, and keeps the pod and the listing', () => {
    const annotations = { 'vpc.amazonaws.com/pod-eni': 'oops' };
    const { items, complete, gaps } = listingOf(pods, [
      { ...raw, ...withMetadata({ annotations }) },
    ]);
    expect(items).toMatchObject([{ podEni: { state: 'malformed' } }]);
    expect(complete).toBe(true);
    expect(gaps).toMatchObject([
      { item: 'shop/web-6d4cf56db6-abcde', detail: 'vpc.amazonaws.com/pod-eni is not JSON' },
    ]);
  });

  it('gives pods with equal labels one map, in whatever order they are written', () => {
    const other = {
      ...raw,
      ...withMetadata({ name: 'b', labels: { 'pod-template-hash': '6d4cf56db6', app: 'web' } }),
    };
    const [a, b] = listingOf(pods, [raw, other]).items;
    expect(a?.labels).toBe(b?.labels);
  });

  it('takes a label named __proto__ for a label like any other', () => {
    const labels: unknown = JSON.parse('{"__proto__": "x", "10": "a", "9": "b"}');
    expect([...decode(withMetadata({ labels })).labels]).toEqual([
      ['10', 'a'],
      ['9', 'b'],
      ['__proto__', 'x'],
    ]);
  });

  it('does not know the history of labels where kubectl hid managedFields, or some are unreadable', () => {
    for (const managedFields of [
      undefined,
      [],
      'x',
      [...(raw.metadata['managedFields'] as object[]), 7],
    ]) {
      const seen = decode(withMetadata({ managedFields }));
      expect(seen).toMatchObject({ managedFieldsSeen: false, labelOwners: [] });
    }
  });

  it('keeps the environment of the VPC CNI, by either of its labels', () => {
    const { cni } = itemOf(pods, cniPod);
    expect(cni?.opaque).toBe(false);
    expect([...(cni?.node ?? [])]).toEqual([
      ['ENABLE_POD_ENI', { kind: 'literal', value: 'true' }],
      ['POD_SECURITY_GROUP_ENFORCING_MODE', { kind: 'literal', value: 'standard' }],
      ['MY_NODE_NAME', { kind: 'unresolvable', detail: 'a value from fieldRef' }],
    ]);
    expect([...(cni?.init ?? [])]).toEqual([
      ['DISABLE_TCP_EARLY_DEMUX', { kind: 'literal', value: 'true' }],
    ]);
    const metadata = { ...(cniPod['metadata'] as object), labels: { 'k8s-app': 'aws-node' } };
    expect(itemOf(pods, { ...cniPod, metadata }).cni).not.toBeNull();
  });

  it('does not take a pod of another namespace or name for the VPC CNI', () => {
    const metadata = cniPod['metadata'] as object;
    for (const change of [
      { namespace: 'shop' },
      { labels: { 'k8s-app': 'aws-node-termination-handler' } },
    ]) {
      expect(itemOf(pods, { ...cniPod, metadata: { ...metadata, ...change } }).cni).toBeNull();
    }
  });

  it.each([
    [withMetadata({ labels: { app: 5 } }), 'the value of app in labels is not text'],
    [withMetadata({ labels: ['app'] }), 'labels is not an object'],
    [withMetadata({ namespace: undefined }), 'namespace is missing'],
    [withMetadata({ deletionTimestamp: 'soon' }), 'deletionTimestamp is not a time'],
    [withMetadata({ annotations: 'x' }), 'annotations is string, not an object'],
    [
      withMetadata({ annotations: { 'fargate.amazonaws.com/pod-sg': ['sg-1'] } }),
      'fargate.amazonaws.com/pod-sg is an array, not text',
    ],
    [withMetadata({ ownerReferences: {} }), 'ownerReferences is object, not an array'],
    [{ spec: undefined as never }, 'spec is missing'],
    [withSpec({ hostNetwork: 'true' }), 'hostNetwork is string, not true or false'],
    [withSpec({ containers: {} }), 'containers is object, not an array'],
    [
      withSpec({ containers: [container({ requests: { 'vpc.amazonaws.com/pod-eni': '1k' } })] }),
      'the quantity of vpc.amazonaws.com/pod-eni is not a whole number',
    ],
    [
      withStatus({ podIP: undefined, podIPs: [{ ip: '10.0.1.300' }] }),
      'ip is not an address: 10.0.1.300',
    ],
    [withStatus({ phase: 3 }), 'phase is number, not text'],
  ])('gives up and names a pod in which what decides is unreadable: %j', (change, detail) => {
    expect(faultOf(pods, { ...raw, ...change })).toMatch(
      new RegExp(`^malformed [^:]+: ${detail.replaceAll(/[.[\]]/g, '\\$&')}$`),
    );
  });
});
