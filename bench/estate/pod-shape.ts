import type { Pod, PodPhase } from './plan.ts';

/** The holes of a pod's text, in the order in which the values are given. */
export const POD_SLOTS = [
  'name', 'uid', 'created', 'started', 'ready', 'deleted', 'version', 'token',
  'node', 'hostAddress', 'address', 'hash', 'owner', 'ownerUid', 'ordinal', 'job', 'jobUid',
  'eni', 'mac', 'eniAddress', 'vlan', 'subnet', 'association', 'labelled', 'container', 'image',
] as const; // prettier-ignore

export type Slot = (typeof POD_SLOTS)[number];

/** What decides the structure of a pod's document; pods of one workload and shape differ in the holes only. */
export interface PodShape {
  readonly phase: PodPhase;
  readonly scheduled: boolean;
  readonly addressed: boolean;
  readonly requestsBranch: boolean;
  readonly annotated: boolean;
  readonly deleted: boolean;
  readonly addedLabel: Pod['addedLabel'];
}

/** The hole of this name, as `Template` finds it. */
export function slot(name: Slot): string {
  return `@{${name}}`;
}
