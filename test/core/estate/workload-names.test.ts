import { describe, expect, it } from '@jest/globals';

import { indexOwners, workloadName } from '../../../shared/core/estate/owner-chain.ts';
import {
  completeListing,
  type OwnerObject,
  type OwnerReference,
} from '../../../shared/core/model/index.ts';
import { aPod, type PodOverrides } from '../../support/kubernetes.ts';
import { aClusterSnapshot, lost } from '../../support/snapshot.ts';

const owner = (kind: string, name: string): OwnerReference => ({
  apiVersion: 'v1',
  kind,
  name,
  uid: `uid-${name}`,
});

/** `ReplicaSet/web-5d > Deployment/web`: one object with its owner, or with none. */
function object(text: string): OwnerObject {
  const [self = '', parent] = text.split(' > ');
  const [kind = '', name = ''] = self.split('/');
  const [ownerKind, ownerName] = parent?.split('/') ?? [];
  return {
    kind,
    namespace: 'shop',
    name,
    uid: `uid-${name}`,
    owner: ownerKind === undefined || ownerName === undefined ? null : owner(ownerKind, ownerName),
    templateLabels: null,
  };
}

/** Objects that were listed; null when the file is missing. */
function nameOf(
  pod: PodOverrides,
  owning: string | null,
  objects: readonly string[] | null = null,
): string {
  const listed = (objects ?? []).map(object);
  const snapshot = aClusterSnapshot('main', {
    replicaSets:
      objects === null
        ? lost('k8s/replicasets.json')
        : completeListing(
            listed.filter(({ kind }) => kind === 'ReplicaSet'),
            '',
          ),
    jobs:
      objects === null
        ? lost('k8s/jobs.json')
        : completeListing(
            listed.filter(({ kind }) => kind === 'Job'),
            '',
          ),
  });
  const [kind = '', name = ''] = owning?.split('/') ?? [];
  const { labels: _labels, ...rest } = aPod(pod);
  const labels = new Map(Object.entries(pod.labels ?? {}));
  return workloadName(
    { ...rest, labels, owner: owning === null ? null : owner(kind, name) },
    indexOwners(snapshot),
  );
}

const hashed = (hash: string): PodOverrides => ({ labels: { 'pod-template-hash': hash } });
const rolled = (hash: string): PodOverrides => ({
  labels: { 'rollouts-pod-template-hash': hash },
});

describe('the workload of a pod', () => {
  it.each<[string, PodOverrides, string | null, readonly string[] | null, string]>([
    [
      'is the Deployment of its ReplicaSet',
      hashed('5d'),
      'ReplicaSet/web-5d',
      ['ReplicaSet/web-5d > Deployment/web'],
      'Deployment/web',
    ],
    [
      'is the Deployment by the hash, where no ReplicaSet was seen',
      hashed('5d'),
      'ReplicaSet/web-5d',
      null,
      'Deployment/web',
    ],
    [
      'is the Deployment by the hash, where its old ReplicaSet is gone',
      hashed('5d'),
      'ReplicaSet/web-5d',
      [],
      'Deployment/web',
    ],
    [
      'is the ReplicaSet itself where that has no owner',
      hashed('5d'),
      'ReplicaSet/web-5d',
      ['ReplicaSet/web-5d'],
      'ReplicaSet/web-5d',
    ],
    ['is the ReplicaSet itself without a hash', {}, 'ReplicaSet/web-5d', null, 'ReplicaSet/web-5d'],
    [
      'is the ReplicaSet itself with another hash',
      hashed('77'),
      'ReplicaSet/web-5d',
      null,
      'ReplicaSet/web-5d',
    ],
    [
      'is the Rollout of its ReplicaSet',
      rolled('5d'),
      'ReplicaSet/web-5d',
      ['ReplicaSet/web-5d > Rollout/web'],
      'Rollout/web',
    ],
    ['is the Rollout by the hash', rolled('5d'), 'ReplicaSet/web-5d', null, 'Rollout/web'],
    ['is the Job of its own', {}, 'Job/migrate', ['Job/migrate'], 'Job/migrate'],
    ['is the Job, where no Job was seen', {}, 'Job/migrate', null, 'Job/migrate'],
    [
      'is the CronJob of its Job',
      {},
      'Job/report-29384756',
      ['Job/report-29384756 > CronJob/report'],
      'CronJob/report',
    ],
    [
      'is the CronJob by the time in the Job’s name',
      {},
      'Job/report-29384756',
      null,
      'CronJob/report',
    ],
    ['is the CronJob by a time in seconds', {}, 'Job/report-1763800000', null, 'CronJob/report'],
    [
      'is the Job with a time in its name, where it is listed without owner',
      {},
      'Job/report-29384756',
      ['Job/report-29384756'],
      'Job/report-29384756',
    ],
    ['is the Job with a short number in its name', {}, 'Job/report-2024', null, 'Job/report-2024'],
    ['is the DaemonSet', {}, 'DaemonSet/agent', null, 'DaemonSet/agent'],
    ['is the StatefulSet', {}, 'StatefulSet/db', null, 'StatefulSet/db'],
    ['is whatever owns it', {}, 'Workflow/etl-1', null, 'Workflow/etl-1'],
    ['is the pod where nothing owns it', { name: 'shell' }, null, null, 'Pod/shell'],
    [
      'is the manifest of a static pod',
      { name: 'proxy-ip-10-0-1-10', nodeName: 'ip-10-0-1-10' },
      'Node/ip-10-0-1-10',
      null,
      'Pod/proxy',
    ],
    [
      'is the manifest of a static pod that has no node yet',
      { name: 'proxy-ip-10-0-1-10', nodeName: null },
      'Node/ip-10-0-1-10',
      null,
      'Pod/proxy',
    ],
    [
      'is the pod whose name is its node’s suffix and nothing else',
      { name: '-n1', nodeName: 'n1' },
      'Node/n1',
      null,
      'Pod/-n1',
    ],
  ])('%s', (_what, pod, owning, objects, expected) => {
    expect(nameOf(pod, owning, objects)).toBe(expected);
  });

  it('is not found by an object of the same name in another namespace', () => {
    const pod = { ...hashed('77'), namespace: 'other' };
    expect(nameOf(pod, 'ReplicaSet/web-5d', ['ReplicaSet/web-5d > Deployment/web'])).toBe(
      'ReplicaSet/web-5d',
    );
  });
});
