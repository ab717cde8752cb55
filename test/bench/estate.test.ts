import { createHash } from 'node:crypto';
import { afterAll, describe, expect, it } from '@jest/globals';
import type { PodDocument } from './estate-documents.ts';
import { makeEstate, removeEstates, type EstateOnDisk } from './estate-files.ts';

afterAll(removeEstates);

const SMALL = { pods: 50, stores: 10, groups: 40 };

function digests(estate: EstateOnDisk): Record<string, string> {
  return Object.fromEntries(
    estate.files.map((file) => [
      file,
      createHash('sha256').update(estate.text(file)).digest('hex'),
    ]),
  );
}

describe('a synthetic estate', () => {
  it.each(['raw', 'collected'] as const)('has the same bytes twice in the %s form', (form) => {
    expect(digests(makeEstate(SMALL, form))).toEqual(digests(makeEstate(SMALL, form)));
  });

  it('differs with another seed', () => {
    const one = digests(makeEstate(SMALL, 'collected'));
    const other = digests(makeEstate({ ...SMALL, seed: 2 }, 'collected'));
    expect(other['k8s/pods.json']).not.toBe(one['k8s/pods.json']);
    expect(other['ec2/describe-network-interfaces.json']).not.toBe(
      one['ec2/describe-network-interfaces.json'],
    );
  });

  it.each([
    [40, 0, 16],
    [50, 10, 40],
    [57, 1, 17],
    [199, 3, 30],
    [1234, 30, 150],
  ])('has exactly %i pods, %i stores and %i groups', (pods, stores, groups) => {
    const estate = makeEstate({ pods, stores, groups, seed: pods }, 'collected');
    expect(estate.items('k8s/pods.json')).toHaveLength(pods);
    expect(estate.items('ec2/describe-security-groups.json')).toHaveLength(groups);
    const counted =
      estate.items('rds/describe-db-clusters.json').length +
      estate
        .items('rds/describe-db-instances.json')
        .filter((item) => item.DBClusterIdentifier === undefined).length +
      estate.items('elasticache/describe-replication-groups.json').length +
      estate.items('elasticache/describe-serverless-caches.json').length +
      estate
        .items('elasticache/describe-cache-clusters.json')
        .filter((item) => item.ReplicationGroupId === undefined).length;
    expect(counted).toBe(stores);
  });

  it('writes a snapshot.json that says when and what, and nothing unusual', () => {
    expect(makeEstate(SMALL, 'raw').document('snapshot.json')).toEqual({
      schemaVersion: 1,
      takenAt: '2026-11-20T09:00:00Z',
      accountId: '111122223333',
      region: 'us-west-2',
      cluster: 'bench',
      includeManagedResources: true,
      gaps: [],
    });
  });
});

describe('the two forms of one estate', () => {
  const raw = makeEstate({ ...SMALL, pods: 400 }, 'raw');
  const collected = makeEstate({ ...SMALL, pods: 400 }, 'collected');

  it('consist of the same files', () => {
    expect(collected.files).toEqual(raw.files);
  });

  it('are equal in everything that AWS reported', () => {
    const reported = raw.files.filter((file) => !file.startsWith('k8s/'));
    expect(reported.length).toBeGreaterThan(20);
    for (const file of reported) expect(collected.document(file)).toEqual(raw.document(file));
  });

  it('list the same objects, of which the collected ones are a part of the raw ones', () => {
    const lists = raw.files.filter((file) => file.startsWith('k8s/'));
    for (const file of lists) {
      const whole: ListDocument = JSON.parse(raw.text(file));
      const part: ListDocument = JSON.parse(collected.text(file));
      expect(part.items?.length).toBe(whole.items?.length);
      for (const [index, item] of (part.items ?? [part]).entries()) {
        expect(missingFrom((whole.items ?? [whole])[index], item, file)).toEqual([]);
      }
    }
  });

  it('agree on every fact about pods that the auditor needs', () => {
    const rawPods = raw.items('k8s/pods.json');
    const collectedPods = collected.items('k8s/pods.json');
    expect(collectedPods.map(facts)).toEqual(rawPods.map(facts));
  });

  it('keep no environment in the collected form but that of aws-node', () => {
    const withEnvironment = collected
      .items('k8s/pods.json')
      .filter((pod) => JSON.stringify(pod).includes('"env":'));
    const owners = new Set(
      withEnvironment.map((pod) => pod.metadata.labels['app.kubernetes.io/name']),
    );
    expect([...owners]).toEqual(['aws-node']);
  });

  it('are as kubectl prints them, and one item a line', () => {
    const rawText = raw.text('k8s/pods.json');
    const items = rawText.split('\n        {\n').slice(1);
    expect(items).toHaveLength(400);
    expect(Math.min(...items.map((item) => item.length))).toBeGreaterThan(6000);
    expect(rawText.startsWith('{\n    "apiVersion": "v1",\n    "items": [\n        {\n')).toBe(
      true,
    );
    expect(JSON.stringify(JSON.parse(rawText), null, 4)).toBe(rawText.trimEnd());

    const lines = collected.text('k8s/pods.json').trimEnd().split('\n');
    expect(lines).toHaveLength(402);
    for (const line of lines.slice(1, -1)) expect(line).toMatch(/^\{.*\},?$/);
  });
});

/** What the auditor reads of a pod. */
function facts(pod: PodDocument) {
  return {
    identity: [pod.metadata.namespace, pod.metadata.name, pod.metadata.uid],
    labels: pod.metadata.labels,
    times: [pod.metadata.creationTimestamp, pod.metadata.deletionTimestamp, pod.status.startTime],
    claim: pod.metadata.annotations?.['vpc.amazonaws.com/pod-eni'],
    fargate: pod.metadata.annotations?.['fargate.amazonaws.com/pod-sg'],
    owner: pod.metadata.ownerReferences?.map(({ kind, name, uid }) => [kind, name, uid]),
    labellers: pod.metadata.managedFields
      .filter(({ fieldsV1 }) => JSON.stringify(fieldsV1).includes('"f:labels"'))
      .map(({ manager }) => manager),
    placement: [pod.spec.nodeName, pod.spec.hostNetwork, pod.spec.serviceAccountName],
    requests: pod.spec.containers.map(({ name, resources }) => [
      name,
      resources?.limits?.['vpc.amazonaws.com/pod-eni'],
    ]),
    status: [pod.status.phase, pod.status.podIP],
    ready: pod.status.conditions
      .filter(({ type }) => type === 'Ready' || type === 'PodScheduled')
      .map(({ type, status }) => [type, status]),
  };
}

interface ListDocument {
  readonly items?: readonly unknown[];
}

/** The paths at which `part` has something that `whole` has not. Lists may leave out items, in order. */
function missingFrom(whole: unknown, part: unknown, path: string): string[] {
  if (Array.isArray(part)) {
    const list: readonly unknown[] = Array.isArray(whole) ? whole : [];
    let from = 0;
    return part.flatMap((item: unknown, index) => {
      const found = list.findIndex(
        (other, at) => at >= from && missingFrom(other, item, path).length === 0,
      );
      from = found + 1;
      return found === -1 ? [`${path}[${index}]`] : [];
    });
  }
  if (typeof part === 'object' && part !== null) {
    const other =
      typeof whole === 'object' && whole !== null
        ? new Map<string, unknown>(Object.entries(whole))
        : new Map<string, unknown>();
    return Object.entries(part).flatMap(([key, value]) =>
      missingFrom(other.get(key), value, `${path}.${key}`),
    );
  }
  return part === whole ? [] : [path];
}
