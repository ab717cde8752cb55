import type { Answer, Denial } from '../../../shared/core/reach/index.ts';

const denialText = (one: Denial): string =>
  `${one.layer} ${one.code} ${one.direction} ${one.component}`;

/** The first field in which two answers differ, or null. Quicker than a deep comparison: it runs hundreds of thousands of times. */
export function difference(a: Answer, b: Answer): keyof Answer | null {
  if (a === b) return null;
  if (a.reach !== b.reach) return 'reach';
  if (a.opens !== b.opens) return 'opens';
  if (a.partialBecause.join() !== b.partialBecause.join()) return 'partialBecause';
  if (a.egressRules.join() !== b.egressRules.join()) return 'egressRules';
  if (a.ingressRules.join() !== b.ingressRules.join()) return 'ingressRules';
  if (a.unknown.join() !== b.unknown.join()) return 'unknown';
  if (!a.returnPorts.equals(b.returnPorts)) return 'returnPorts';
  return a.denials.map(denialText).join() === b.denials.map(denialText).join() ? null : 'denials';
}
