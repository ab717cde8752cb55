import { listReach, type ReachQuestion } from '../../shared/audit/index.ts';
import { type Access, computeAccess } from '../../shared/core/access/index.ts';
import { compileEstate, type Estate } from '../../shared/core/estate/index.ts';
import { completeListing, type Pod, type Snapshot } from '../../shared/core/model/index.ts';
import type { Cell, ReachMatrix } from '../../shared/core/render/index.ts';
import { aLab, type LabParts } from '../support/lab.ts';
import { aDbProxy, proxyTargets } from '../support/stores.ts';
import { NOW } from '../support/times.ts';

export interface Asked {
  readonly estate: Estate;
  readonly access: Access;
}

export function ask(snapshot: Snapshot): Asked {
  const estate = compileEstate(snapshot, { now: NOW });
  return { estate, access: computeAccess(estate) };
}

export interface Reach {
  readonly matrix: ReachMatrix;
  readonly cells: readonly Cell[];
  readonly unknown: boolean;
}

/** The matrix of a lab; the node's own aws-node pod is left out unless it is asked for. */
export function reachOf(snapshot: Snapshot, question: ReachQuestion = {}): Reach {
  const { estate, access } = ask(snapshot);
  const { document, unknown } = listReach(estate, access, {
    filters: { namespaces: ['shop'], workloads: [], stores: [] },
    ...question,
  });
  return { matrix: document, cells: [...document.cells], unknown };
}

/** A lab whose database `orders` is also behind a proxy of the same name, which wears `sg-proxy`. */
export const aProxyLab = (parts: LabParts): Snapshot =>
  aLab({
    groups: ['sg-proxy'],
    ...parts,
    scope: {
      dbProxies: completeListing([aDbProxy('orders')], 'rds/describe-db-proxies.json', NOW),
      dbProxyTargets: completeListing(
        [proxyTargets('orders', 'orders')],
        'rds/describe-db-proxy-targets-orders.json',
        NOW,
      ),
      ...parts.scope,
    },
  });

export const nameOf = ({ namespace, name }: Pod): string => `${namespace}/${name}`;
