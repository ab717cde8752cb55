import * as fc from 'fast-check';
import { podEni } from './kubernetes.ts';
import type { InterfaceOverrides } from './network.ts';

/** What annotation and EC2 say differently of one branch interface. */
export interface Flaw {
  readonly entry: NonNullable<Parameters<typeof podEni>[2]>;
  readonly eni: InterfaceOverrides;
}

const NONE: Flaw = { entry: {}, eni: {} };

const inAnnotation = (entry: Flaw['entry']): Flaw => ({ entry, eni: {} });
const inEc2 = (eni: InterfaceOverrides): Flaw => ({ entry: {}, eni });
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
];

/** None in most cases. */
export const arbitraryFlaw: fc.Arbitrary<Flaw> = fc.oneof(
  { weight: 3, arbitrary: fc.constant(NONE) },
  { weight: 1, arbitrary: fc.constantFrom(...FLAWS) },
);
