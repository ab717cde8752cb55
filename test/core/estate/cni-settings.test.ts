import { describe, expect, it } from '@jest/globals';

import { cooldownMsOf, settingsOf } from '../../../shared/core/estate/cni-settings.ts';
import {
  type CniConfigMap,
  type CniEnvironment,
  type CniRevision,
  completeListing,
  type EnvValue,
} from '../../../shared/core/model/index.ts';
import { must } from '../../support/counter.ts';
import { anAwsNodePod, aNode, aPod, cniEnvironment } from '../../support/kubernetes.ts';
import type { LabParts } from '../../support/lab.ts';
import { aPrimaryEni } from '../../support/network.ts';
import { lost, truncated } from '../../support/snapshot.ts';
import { hoursAgo, NOW } from '../../support/times.ts';
import { clusterOf, viewOf } from './estate-fixtures.ts';

const config = (data: Readonly<Record<string, string>>): CniConfigMap => ({
  name: 'amazon-vpc-cni',
  data: new Map(Object.entries(data)),
});
const settings = (node: Readonly<Record<string, string>>) => settingsOf(cniEnvironment(node), null);
const reading = (value: EnvValue, opaque = false): CniEnvironment => ({
  node: new Map([['POD_SECURITY_GROUP_ENFORCING_MODE', value]]),
  init: new Map(),
  opaque,
});

describe('the settings of the CNI', () => {
  it('have defaults where nothing is set', () => {
    expect(settings({})).toMatchObject({
      podEni: false,
      mode: 'strict',
      externalSnat: false,
      customNetworking: false,
      v4Egress: true,
    });
    expect(settings({}).excludedFromSnat?.isEmpty()).toBe(true);
  });

  it.each([
    ['true', true],
    ['1', true],
    ['t', true],
    ['TRUE', true],
    ['True', true],
    ['tRUE', false],
    ['yes', false],
    [' true', false],
    ['', false],
    ['false', false],
  ])('read the boolean %j as Go does', (text, expected) => {
    expect(settings({ ENABLE_POD_ENI: text }).podEni).toBe(expected);
  });

  it.each([
    ['0', false],
    ['F', false],
    ['no', true],
    ['true', true],
  ])('keep the default of a boolean that is none: %j', (text, expected) => {
    expect(settings({ ENABLE_V4_EGRESS: text }).v4Egress).toBe(expected);
  });

  it.each([
    ['standard', 'standard'],
    ['strict', 'strict'],
    ['Standard', 'strict'],
    ['standard ', 'strict'],
    ['', 'strict'],
  ])('take the mode %j as %s', (text, expected) => {
    expect(settings({ POD_SECURITY_GROUP_ENFORCING_MODE: text }).mode).toBe(expected);
  });

  it('skip what is no range among the exclusions', () => {
    const { excludedFromSnat } = settings({
      AWS_VPC_K8S_CNI_EXCLUDE_SNAT_CIDRS: '10.1.0.0/16, 10.9.0.0/16,nonsense,10.3.0.300/8,',
    });
    expect(excludedFromSnat?.toString()).toBe('10.1.0.0/16, 10.9.0.0/16');
  });

  it('read IPv4 egress of the init container first', () => {
    const environment = {
      ...cniEnvironment({ ENABLE_V4_EGRESS: 'true' }),
      init: cniEnvironment({ ENABLE_V4_EGRESS: 'false' }).node,
    };
    expect(settingsOf(environment, null).v4Egress).toBe(false);
  });
});

describe('a setting by reference', () => {
  const reference: EnvValue = { kind: 'config-map', name: 'amazon-vpc-cni', key: 'mode' };
  it.each<[string, CniEnvironment, CniConfigMap | null, string | null]>([
    [
      'is resolved in the ConfigMap that was read',
      reading(reference),
      config({ mode: 'standard' }),
      'standard',
    ],
    ['is unknown in a ConfigMap that was not read', reading(reference), null, null],
    [
      'is unknown in another ConfigMap',
      reading({ ...reference, name: 'other' }),
      config({ mode: 'standard' }),
      null,
    ],
    ['is unknown by a key that is not there', reading(reference), config({}), null],
    [
      'is unknown in a Secret',
      reading({ kind: 'unresolvable', detail: 'secretKeyRef' }),
      config({}),
      null,
    ],
    ['is unknown where envFrom may set it', { ...cniEnvironment({}), opaque: true }, null, null],
    [
      'is the literal whatever envFrom sets',
      reading({ kind: 'literal', value: 'standard' }, true),
      null,
      'standard',
    ],
  ])('%s', (_what, environment, configMap, expected) => {
    expect(settingsOf(environment, configMap).mode).toBe(expected);
  });
});

describe('the cooldown of branch interfaces', () => {
  it.each([
    [undefined, 60],
    ['60', 60],
    ['300', 300],
    ['10', 30],
    ['-5', 30],
    ['a minute', 60],
    ['1.5', 60],
    ['', 60],
  ])('of %j is %d seconds', (text, seconds) => {
    expect(cooldownMsOf(text === undefined ? null : config({ 'branch-eni-cooldown': text }))).toBe(
      seconds * 1000,
    );
  });
});

const STANDARD = cniEnvironment({ POD_SECURITY_GROUP_ENFORCING_MODE: 'standard' });
const STRICT = cniEnvironment();

const revision = (cni: CniEnvironment, createdAt: number): CniRevision => ({
  name: 'aws-node-1',
  revision: 1,
  createdAt,
  cni,
});

describe('the settings that a pod was wired with', () => {
  // The lab's aws-node pod is 72 hours old.
  const modeOf = (hours: number, parts: LabParts = {}): string | null =>
    viewOf(aPod({ ips: ['10.0.1.20'], createdAt: hoursAgo(hours) }), { cni: STANDARD, ...parts })
      .wiring.settings.mode;
  const revisions = (...all: readonly CniRevision[]): LabParts => ({
    cluster: { cniRevisions: completeListing(all, 'k8s/controllerrevisions.json', NOW) },
  });

  it('are those of its node’s aws-node pod, if the pod is the younger one', () => {
    expect(modeOf(24)).toBe('standard');
  });
  it('are unknown for an older pod', () => {
    expect(modeOf(96)).toBeNull();
  });
  it('are known for an older pod if every revision says the same', () => {
    const both = revisions(revision(STANDARD, hoursAgo(200)), revision(STANDARD, hoursAgo(72)));
    expect(modeOf(96, both)).toBe('standard');
  });
  it('are unknown if one revision says otherwise', () => {
    const both = revisions(revision(STRICT, hoursAgo(200)), revision(STANDARD, hoursAgo(72)));
    expect(modeOf(96, both)).toBeNull();
  });
  it('are unknown for a pod that is older than every revision that is left', () => {
    expect(modeOf(96, revisions(revision(STANDARD, hoursAgo(72))))).toBeNull();
  });
  it('are unknown if revisions may be missing', () => {
    const cniRevisions = truncated(
      [revision(STANDARD, hoursAgo(200))],
      'k8s/controllerrevisions.json',
    );
    expect(modeOf(96, { cluster: { cniRevisions } })).toBeNull();
  });
  it('are unknown if a revision reads one of them elsewhere', () => {
    const opaque = { ...STANDARD, opaque: true };
    const both = revisions(revision(opaque, hoursAgo(200)), revision(STANDARD, hoursAgo(72)));
    expect(modeOf(96, both)).toBeNull();
  });
  it('are unknown where the node was not seen', () => {
    expect(modeOf(24, { nodes: [] })).toBeNull();
  });
  it('are unknown where no aws-node pod was seen, whatever the DaemonSet says', () => {
    const pods = completeListing([], 'k8s/pods.json');
    const cluster = clusterOf({ cni: STANDARD, cluster: { pods } });
    expect(cluster.cni.mode).toBe('standard');
    expect(cluster.nodes.map(({ cni }) => cni.mode)).toEqual([null]);
  });
  it('are unknown for a pod whose start is not known', () => {
    const pod = aPod({ ips: ['10.0.1.20'], startedAt: null });
    expect(viewOf(pod, { cni: STANDARD }).wiring.settings.mode).toBeNull();
  });
});

describe('the mode of a cluster', () => {
  const second = aNode({ name: 'node-2' });
  const modeWith = (cni: CniEnvironment, other: CniEnvironment): string =>
    clusterOf({
      nodes: [aNode(), second],
      cluster: {
        pods: completeListing([anAwsNodePod('node-1', cni), anAwsNodePod('node-2', other)], ''),
      },
    }).enforcingMode;

  it('is that of its aws-node pods', () => {
    expect(modeWith(STANDARD, STANDARD)).toBe('standard');
    expect(modeWith(STRICT, STRICT)).toBe('strict');
  });
  it('is mixed where they differ', () => {
    expect(modeWith(STANDARD, STRICT)).toBe('mixed');
  });
  it('is unknown where one of them is', () => {
    expect(modeWith(STANDARD, { ...cniEnvironment({}), opaque: true })).toBe('unknown');
  });
  it('is that of the DaemonSet where no pod of it was seen', () => {
    const pods = lost<never>('k8s/pods.json');
    expect(clusterOf({ cni: STANDARD, cluster: { pods } }).enforcingMode).toBe('standard');
  });
  it('is unknown where neither was seen', () => {
    const cluster = clusterOf({
      cluster: { pods: lost('k8s/pods.json'), cniDaemonSet: lost('k8s/daemonset-aws-node.json') },
    });
    expect(cluster.enforcingMode).toBe('unknown');
  });
});

describe('a node', () => {
  const eniConfig = (name: string, ...groups: readonly string[]) => ({
    name,
    subnetId: null,
    groups: aPrimaryEni({ groups }).groups,
  });
  const CUSTOM = { AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG: 'true' };
  const fallback = (
    node: Parameters<typeof aNode>[0],
    environment: Readonly<Record<string, string>> = CUSTOM,
  ): readonly string[] | null => {
    const eniConfigs = completeListing(
      [
        eniConfig('zone-a', 'sg-zone'),
        eniConfig('default', 'sg-default'),
        eniConfig('own', 'sg-own'),
        eniConfig('bare'),
      ],
      '',
    );
    const cluster = clusterOf({
      nodes: [aNode(node)],
      cni: cniEnvironment(environment),
      cluster: { eniConfigs },
    });
    return must(cluster.nodes[0]).fallbackGroups;
  };
  const PRIMARY = ['sg-cluster', 'sg-nodes'];

  it.each<
    [
      string,
      Parameters<typeof aNode>[0],
      Readonly<Record<string, string>> | undefined,
      readonly string[],
    ]
  >([
    [
      'its primary’s groups without custom networking',
      { labels: { 'k8s.amazonaws.com/eniConfig': 'own' } },
      {},
      PRIMARY,
    ],
    [
      'those of the ENIConfig that its annotation names',
      { annotations: { eniConfig: 'own' } },
      undefined,
      ['sg-own'],
    ],
    [
      'those of the ENIConfig that its label names',
      { labels: { 'k8s.amazonaws.com/eniConfig': 'own' } },
      undefined,
      ['sg-own'],
    ],
    [
      'those of the ENIConfig that the label of the CNI’s choice names',
      { labels: { 'example.com/net': 'own', 'k8s.amazonaws.com/eniConfig': 'zone-a' } },
      { ...CUSTOM, ENI_CONFIG_LABEL_DEF: 'example.com/net' },
      ['sg-own'],
    ],
    [
      'those of its zone’s ENIConfig',
      { labels: { 'topology.kubernetes.io/zone': 'zone-a' } },
      undefined,
      ['sg-zone'],
    ],
    ['those of the default ENIConfig', { labels: {} }, undefined, ['sg-default']],
    [
      'its primary’s groups where the ENIConfig names none',
      { annotations: { eniConfig: 'bare' } },
      undefined,
      PRIMARY,
    ],
    [
      'its primary’s groups where there is no such ENIConfig',
      { annotations: { eniConfig: 'gone' } },
      undefined,
      PRIMARY,
    ],
  ])('falls back to %s', (_what, node, environment, expected) => {
    expect(fallback(node, environment)).toEqual(expected);
  });

  it.each([
    [{ 'eks.amazonaws.com/nodegroup': 'ng', 'karpenter.sh/nodepool': 'np' }, 'ng'],
    [{ 'karpenter.sh/nodepool': 'np' }, 'np'],
    [{ 'node.kubernetes.io/instance-type': 'm6i.large' }, 'm6i.large'],
    [{}, 'm5.large'],
  ])('with labels %j is of the node group %s', (labels, expected) => {
    expect(must(clusterOf({ nodes: [aNode({ labels })] }).nodes[0]).nodeGroup).toBe(expected);
  });

  it('takes the settings of the younger of two aws-node pods, and none of one that leaves', () => {
    const modes = (...ages: readonly (readonly [CniEnvironment, number, boolean])[]) =>
      must(
        clusterOf({
          cluster: {
            pods: completeListing(
              ages.map(([cni, hours, leaves]) =>
                anAwsNodePod('node-1', cni, {
                  createdAt: hoursAgo(hours),
                  deletedAt: leaves ? NOW : null,
                }),
              ),
              '',
            ),
          },
        }).nodes[0],
      ).cni.mode;
    expect(modes([STANDARD, 72, false], [STRICT, 1, false])).toBe('strict');
    expect(modes([STANDARD, 72, false], [STRICT, 1, true])).toBe('standard');
  });
});

describe('TCP early demux', () => {
  const of = (value: string | null, opaque = false): boolean | null =>
    clusterOf({
      cni: {
        node: new Map(),
        init: new Map(
          value === null ? [] : [['DISABLE_TCP_EARLY_DEMUX', { kind: 'literal', value } as const]],
        ),
        opaque,
      },
    }).cni.tcpEarlyDemux;

  it('is on unless the init container is told otherwise', () => {
    expect([of(null), of('false'), of('maybe'), of('true'), of('1')]).toEqual([
      true,
      true,
      true,
      false,
      false,
    ]);
    expect(of(null, true)).toBeNull();
  });
});
