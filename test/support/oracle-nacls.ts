import { type IpAddress, PortSet, prefixContains } from '../../shared/core/net/index.ts';
import type { Nacl } from '../../shared/core/model/index.ts';
import type { Target } from '../../shared/core/reach/flow.ts';
import { type Where, type Said, YES, NO, because } from './oracle-said.ts';

function firstMatch(
  nacl: Nacl,
  egress: boolean,
  port: number,
  target: Target,
  where: IpAddress,
): boolean {
  const first = nacl.entries
    .filter((entry) => entry.egress === egress)
    .filter((entry) => entry.protocol === 'all' || entry.protocol === target.protocol)
    .filter(
      (entry) => entry.protocol === 'all' || (entry.ports.from <= port && port <= entry.ports.to),
    )
    .filter((entry) => prefixContains(entry.prefix, where))
    .toSorted((a, b) => a.ruleNumber - b.ruleNumber)[0];
  return first?.action === 'allow';
}

export function naclAdmits(
  nacl: Nacl | null | undefined,
  egress: boolean,
  port: number,
  target: Target,
  where: Where,
): Said {
  if (!nacl?.complete) return because('nacl-unseen');
  if (where === null) return because('store-address-unseen');
  return firstMatch(nacl, egress, port, target, where) ? YES : NO;
}

/** The client ports at which something in the list may begin or end. */
function portSteps(nacl: Nacl): readonly number[] {
  const edges = nacl.entries.flatMap(({ ports }) => [ports.from, ports.to + 1]);
  return [...new Set([1024, ...edges.filter((port) => port > 1024 && port <= 65535)])].toSorted(
    (a, b) => a - b,
  );
}

interface Returns {
  readonly said: Said;
  readonly ports: PortSet;
}
export const CLIENT = PortSet.of([{ from: 1024, to: 65535 }]);

export function naclReturns(
  nacl: Nacl | null | undefined,
  egress: boolean,
  target: Target,
  where: Where,
): Returns {
  if (!nacl?.complete) return { said: because('nacl-unseen'), ports: CLIENT };
  if (where === null) return { said: because('store-address-unseen'), ports: CLIENT };
  const steps = portSteps(nacl);
  const open = steps.flatMap((from, index) => {
    const to = (steps[index + 1] ?? 65536) - 1;
    return firstMatch(nacl, egress, from, target, where) ? [{ from, to }] : [];
  });
  const ports = PortSet.of(open);
  return { said: ports.isEmpty() ? NO : YES, ports };
}
