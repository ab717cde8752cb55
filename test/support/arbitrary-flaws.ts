import * as fc from 'fast-check';
import type { podEni, PodOverrides } from './kubernetes.ts';
import { aBranchPod, type BranchPod } from './lab.ts';
import type { InterfaceOverrides } from './network.ts';

/** What annotation and EC2 say differently of one branch interface. */
export interface Flaw {
  readonly entry: NonNullable<Parameters<typeof podEni>[2]>;
  readonly eni: InterfaceOverrides;
  /** Tags that the interface has not got. */
  readonly lacks: readonly string[];
}

const NONE: Flaw = { entry: {}, eni: {}, lacks: [] };

const inAnnotation = (entry: Flaw['entry']): Flaw => ({ ...NONE, entry });
const inEc2 = (eni: InterfaceOverrides): Flaw => ({ ...NONE, eni });
const lacking = (...lacks: readonly string[]): Flaw => ({ ...NONE, lacks });
const inTag = (name: string, value: string): Flaw => inEc2({ tags: { [name]: value } });

const FLAWS: readonly Flaw[] = [
  inAnnotation({ mac: '0a:00:00:00:00:09' }),
  inAnnotation({ subnetCidr: '10.0.0.0/16' }),
  inAnnotation({ subnetCidr: '10.0.9.0/24' }),
  inAnnotation({ vlanId: 4001 }),
  inEc2({ interfaceType: 'interface' }),
  inEc2({ mac: null }),
  inTag('vpcresources.k8s.aws/vlan-id', '4001'),
  inTag('vpcresources.k8s.aws/trunk-eni-id', 'eni-trunk-9'),
  inTag('node.k8s.amazonaws.com/instance_id', 'i-00000000000000009'),
  inTag('eks:eni:owner', 'somebody'),
  lacking('vpcresources.k8s.aws/vlan-id'),
  lacking('vpcresources.k8s.aws/trunk-eni-id', 'kubernetes.io/cluster/main'),
];

/** A pod on its branch interface, with what is wrong about it. */
export function aFlawedPod(
  pod: PodOverrides,
  eni: InterfaceOverrides,
  { entry, eni: wrong, lacks }: Flaw,
): BranchPod {
  const made = aBranchPod(pod, { ...eni, ...wrong }, entry);
  const tags = [...made.eni.tags].filter(([name]) => !lacks.includes(name));
  return { ...made, eni: { ...made.eni, tags: new Map(tags) } };
}

/** None in most cases. */
export const arbitraryFlaw: fc.Arbitrary<Flaw> = fc.oneof(
  { weight: 3, arbitrary: fc.constant(NONE) },
  { weight: 1, arbitrary: fc.constantFrom(...FLAWS) },
);
