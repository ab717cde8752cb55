import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JsonObject } from '../../examples/eks-workshop/make/json.ts';
import {
  claim,
  groupsOf,
  idsOf,
  look,
  named,
  openSnapshot,
  rows,
  text,
  workshopFolder,
} from './committed-snapshot.ts';

type Opened = ReturnType<typeof openSnapshot>;

const group = (snapshot: Opened, name: string): JsonObject =>
  snapshot.groups.find((row) => text(row, 'GroupName').startsWith(name)) ?? {};
const database = (snapshot: Opened): JsonObject => group(snapshot, 'eks-workshop-catalog-rds-');
const admitted = (snapshot: Opened): string[] =>
  rows(database(snapshot), 'IpPermissions', 0, 'UserIdGroupPairs').map((pair) =>
    text(pair, 'GroupId'),
  );

/** The pod whose name starts so and that claims a branch ENI. */
const withEni = (pods: readonly JsonObject[], prefix: string): JsonObject =>
  named(pods, prefix).find((pod) => claim(pod) !== undefined) ?? {};

const claimed = (snapshot: Opened) =>
  named(snapshot.pods, 'catalog-').flatMap((pod) => claim(pod)?.['eniId'] ?? []);

describe('the story of the workshop', () => {
  const before = openSnapshot('before');
  const after = openSnapshot('after');
  const drifted = openSnapshot('drifted');

  it('begins without policy and branch ENI, with a database that only the catalog group may enter', () => {
    expect(before.policies).toEqual([]);
    expect(before.branches).toEqual([]);
    expect(admitted(before)).toEqual([group(before, 'eks-workshop-catalog')['GroupId']]);
    expect(look(database(before), 'IpPermissionsEgress')).toEqual([]);
    const wearers = before.interfaces.filter((eni) =>
      groupsOf(eni).includes(text(group(before, 'eks-workshop-catalog'), 'GroupId')),
    );
    expect(wearers).toEqual([]);
  });

  it('goes on with a catalog pod that is younger than the policy and wears exactly its group', () => {
    const [policy = {}] = after.policies;
    const pod = withEni(after.pods, 'catalog-');
    expect(text(pod, 'metadata', 'creationTimestamp')).toBe('2026-11-17T09:22:00Z');
    expect(text(policy, 'metadata', 'creationTimestamp')).toBe('2026-11-17T09:20:00Z');
    expect(after.branches.map(groupsOf)).toEqual([
      look(policy, 'spec', 'securityGroups', 'groupIds'),
    ]);
    expect(admitted(after)).toEqual(admitted(before));
  });

  it('drifts: the policy was edited and the catalog pod is still the same', () => {
    const [policy = {}] = drifted.policies;
    expect(look(policy, 'metadata', 'generation')).toBe(2);
    const times = rows(policy, 'metadata', 'managedFields').map((row) => text(row, 'time'));
    expect(times).toEqual(['2026-11-17T09:20:00Z', '2026-11-20T09:12:00Z']);
    expect(claimed(drifted)).toContain(claimed(after)[0]);
  });

  it('drifts: a label was put on a running pod whose template does not have it', () => {
    const [pod = {}] = named(drifted.pods, 'catalog-reporting-');
    const [replicaSet = {}] = named(
      rows(drifted.json('k8s/replicasets.json'), 'items'),
      'catalog-reporting-',
    );
    const component = 'app.kubernetes.io/component';
    expect(look(pod, 'metadata', 'labels', component)).toBe('service');
    expect(claim(pod)).toBeUndefined();
    const template = look(replicaSet, 'spec', 'template', 'metadata', 'labels');
    expect(template).not.toHaveProperty([component]);
    const manager = rows(pod, 'metadata', 'managedFields').at(-1);
    expect(manager).toMatchObject({ manager: 'kubectl-label', time: '2026-11-20T13:40:00Z' });
  });

  it('drifts: the database admits the group of the nodes', () => {
    const nodes = text(group(drifted, 'eks-cluster-sg-'), 'GroupId');
    expect(admitted(drifted)).toEqual([...admitted(after), nodes]);
    const primaries = drifted.interfaces.filter(
      (eni) => look(eni, 'Attachment', 'DeviceIndex') === 0,
    );
    expect(primaries.map(groupsOf)).toEqual([[nodes], [nodes], [nodes]]);
  });

  it('drifts: the checkout pod’s branch ENI wears a group that its policy does not give', () => {
    const pod = withEni(drifted.pods, 'checkout-');
    const policy = drifted.policies.find(
      (row) => text(row, 'metadata', 'namespace') === 'checkout',
    );
    expect(look(policy, 'metadata', 'generation')).toBe(1);
    expect(
      text(policy, 'metadata', 'creationTimestamp') < text(pod, 'metadata', 'creationTimestamp'),
    ).toBe(true);
    const eni = drifted.branches.find((row) => row['NetworkInterfaceId'] === claim(pod)?.['eniId']);
    expect(groupsOf(eni ?? {}).toSorted()).toEqual(
      [
        text(group(drifted, 'eks-workshop-checkout'), 'GroupId'),
        text(group(drifted, 'eks-workshop-catalog'), 'GroupId'),
      ].toSorted(),
    );
  });

  it('drifts: one branch ENI belongs to no pod', () => {
    const claims = new Set(drifted.pods.map((pod) => claim(pod)?.['eniId']));
    const orphans = drifted.branches.filter(
      (eni) => !claims.has(eni['NetworkInterfaceId'] ?? null),
    );
    expect(orphans).toHaveLength(1);
    expect(orphans[0]).toMatchObject({ Status: 'in-use', PrivateIpAddress: '10.42.171.204' });
  });

  it('drifts: a completed pod keeps an annotation, and its address is another pod’s now', () => {
    const [job = {}] = named(drifted.pods, 'catalog-import-');
    const checkout = withEni(drifted.running, 'checkout-');
    expect(text(job, 'status', 'phase')).toBe('Succeeded');
    const ids = idsOf(drifted.interfaces, 'NetworkInterfaceId');
    expect(ids).not.toContain(claim(job)?.['eniId']);
    expect(text(job, 'status', 'podIP')).toBe(text(checkout, 'status', 'podIP'));
  });

  it('is told in the README with ids and pods that exist', () => {
    const readme = readFileSync(join(workshopFolder, 'README.md'), 'utf8');
    const all = [before, after, drifted]
      .flatMap(({ files }) => Array.from(files.values()))
      .join('');
    const ids = readme.match(/\b(?:sgr?|eni)-0[0-9a-f]{16}\b/g) ?? [];
    expect(ids.length).toBeGreaterThan(20);
    expect(ids.filter((id) => !all.includes(`"${id}"`))).toEqual([]);
    const pods = readme.match(/\b(?:catalog|checkout)-[\w-]*-[\w]{5}(?=`)/g) ?? [];
    expect(pods.length).toBeGreaterThan(5);
    expect(pods.filter((pod) => !all.includes(`"name": "${pod}"`))).toEqual([]);
  });
});
