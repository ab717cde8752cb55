import { toCidr, toIpv4 } from './addresses.ts';
import { MINUTE, toKubernetesTime } from './cluster.ts';
import { toCollected } from './collected.ts';
import type { Ids } from './ids.ts';
import { indented, withSortedKeys } from './json.ts';
import type { EstateForm } from './options.ts';
import type { Pod, PlacedNode, Workload } from './plan.ts';
import { podObject } from './pod-object.ts';
import { POD_SLOTS, type PodShape } from './pod-shape.ts';
import { FIRST_BRANCH } from './pods.ts';
import { at } from './random.ts';
import { Template } from './template.ts';

/** The texts of all pods, by namespace and workload, as kubectl lists them; one at a time. */
export function* podTexts(pods: readonly Pod[], form: EstateForm, ids: Ids): Generator<string> {
  const byWorkload = Map.groupBy(pods, (pod) => pod.workload);
  const order = [...byWorkload].toSorted(([left], [right]) => compareWorkloads(left, right));
  for (const [workload, own] of order) {
    // A template for each shape of this workload's pods: most have one.
    const templates = new Map<string, Template>();
    for (const pod of own) {
      const shape = shapeOf(pod);
      const key = JSON.stringify(shape);
      const template = templates.get(key) ?? compile(workload, shape, form);
      templates.set(key, template);
      yield template.fill(podValues(pod, ids));
    }
  }
}

function compareWorkloads(left: Workload, right: Workload): number {
  const leftKey = `${left.namespace.name}/${left.name}`;
  const rightKey = `${right.namespace.name}/${right.name}`;
  return leftKey < rightKey ? -1 : 1;
}

function shapeOf(pod: Pod): PodShape {
  const { phase, scheduled, requestsBranch, claim, deletedAt, address, addedLabel } = pod;
  const added = addedLabel === undefined ? undefined : { ...addedLabel, at: 0 };
  return {
    phase,
    scheduled,
    addressed: address !== 0,
    requestsBranch,
    annotated: claim !== undefined,
    deleted: deletedAt !== undefined,
    addedLabel: added,
  };
}

function compile(workload: Workload, shape: PodShape, form: EstateForm): Template {
  const object = podObject(workload, shape);
  const text =
    form === 'raw'
      ? indented(withSortedKeys(object) ?? null, 2)
      : JSON.stringify(withSortedKeys(toCollected(object)));
  return new Template(text, POD_SLOTS);
}

/** The values in the order of `POD_SLOTS`. */
function podValues(pod: Pod, ids: Ids): readonly string[] {
  const { index, job, workload, claim, node, createdAt } = pod;
  const revision = workload.revisions[0];
  const placed = node?.placed;
  const owner = ownerOf(pod);
  const startedAt = createdAt + 1 + (index % 5);
  return [
    pod.name,
    ids.uid('pod', index),
    toKubernetesTime(createdAt),
    toKubernetesTime(startedAt),
    toKubernetesTime(startedAt + (job === undefined ? 12 : 9 * MINUTE)),
    pod.deletedAt === undefined ? '' : toKubernetesTime(pod.deletedAt),
    String(40_000_000 + index * 13),
    ids.nameSuffix(20_000_000 + index),
    placed?.name ?? '',
    placed === undefined ? '' : toIpv4(placed.address),
    pod.address === 0 ? '' : toIpv4(pod.address),
    revision?.hash ?? '',
    owner.name,
    owner.uid,
    ordinalOf(pod),
    job?.name ?? '',
    job?.uid ?? '',
    claim?.id ?? '',
    claim === undefined ? '' : ids.mac(FIRST_BRANCH + claim.index),
    claim === undefined ? '' : toIpv4(claim.address),
    claim === undefined ? '' : String(claim.vlan),
    claim === undefined ? '' : subnetOf(claim.node?.placed),
    claim === undefined ? '' : ids.resource('trunk-assoc', claim.index),
    pod.addedLabel === undefined ? '' : toKubernetesTime(pod.addedLabel.at),
    ids.hex('container', index, 64),
    ids.hex('image', workload.index, 64),
  ];
}

function subnetOf(placed: PlacedNode | undefined): string {
  return placed === undefined ? '' : toCidr(placed.subnet.cidr);
}

function ordinalOf({ name, workload }: Pod): string {
  return workload.kind === 'StatefulSet' ? at(name.split('-'), name.split('-').length - 1) : '';
}

function ownerOf({ job, workload }: Pod): { readonly name: string; readonly uid: string } {
  if (job !== undefined) return job;
  const revision = workload.revisions[0];
  if (revision === undefined) return { name: '', uid: '' };
  // A ReplicaSet is named for its revision; the other controllers own their pods themselves.
  return workload.kind === 'Deployment' ? revision : { name: workload.name, uid: workload.uid };
}
