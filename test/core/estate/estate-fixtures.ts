import {
  type ClusterView,
  compileEstate,
  type Estate,
  type PodView,
} from '../../../shared/core/estate/index.ts';
import type { Pod } from '../../../shared/core/model/index.ts';
import { formatAddress } from '../../../shared/core/net/index.ts';
import { must } from '../../support/counter.ts';
import { aLab, type LabParts } from '../../support/lab.ts';
import { NOW } from '../../support/times.ts';

export const estateOf = (parts: LabParts): Estate => compileEstate(aLab(parts), { now: NOW });

export const clusterOf = (parts: LabParts): ClusterView => must(estateOf(parts).clusters[0]);

/** The view of one pod of the lab. */
export const viewOf = (pod: Pod, parts: LabParts = {}): PodView =>
  must(
    clusterOf({ ...parts, pods: [pod, ...(parts.pods ?? [])] }).pods.find(
      (one) => one.pod.uid === pod.uid,
    ),
  );

/** `branch eni-1 10.0.1.5`, `unknown identity-unknown`, `none`. */
export function wornText({ worn }: PodView): string {
  switch (worn.state) {
    case 'none':
      return 'none';
    case 'unknown':
      return `unknown ${worn.reasons.join()}`;
    case 'known':
      return `${worn.via} ${worn.interface.id} ${worn.addresses.map(formatAddress).join(' ')}`;
  }
}
