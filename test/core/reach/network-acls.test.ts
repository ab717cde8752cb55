import { describe, expect, it } from '@jest/globals';

import type { Nacl } from '../../../shared/core/model/index.ts';
import { IpSet } from '../../../shared/core/net/index.ts';
import type { SubnetFacts } from '../../../shared/core/reach/index.ts';
import { prefix, vpcId } from '../../support/identifiers.ts';
import { aNacl } from '../../support/network.ts';
import {
  aGroupOf,
  aNaclOf,
  aNetwork,
  aPlace,
  ask,
  aSource,
  aSubnetOf,
  aTarget,
  at,
  briefly,
  OPEN_NACL,
} from './flow-fixtures.ts';

const GROUPS = [
  aGroupOf('sg-pods', ['egress all 0.0.0.0/0']),
  aGroupOf('sg-db', ['ingress tcp 3306 10.0.0.0/8']),
];

/** The pods' subnet with one NACL, the stores' with another. */
function between(pods: Nacl | null, stores: Nacl | null) {
  const subnets: readonly SubnetFacts[] = [
    aSubnetOf('subnet-pods', ['10.0.1.0/24'], { nacl: pods }),
    aSubnetOf('subnet-data', ['10.0.2.0/24'], { nacl: stores }),
  ];
  return aNetwork({ groups: GROUPS, subnets });
}

const OUT = 'out 100 allow all 0.0.0.0/0';
const IN = 'in 100 allow all 0.0.0.0/0';
const denied = (layer: string): string => `blocked ${layer} SUBNET_ACL_RESTRICTION`;

describe('the NACLs between two subnets', () => {
  it.each([
    ['the request out of the pods’ subnet', aNaclOf(IN), OPEN_NACL, 'nacl-out'],
    ['the request into the stores’ subnet', OPEN_NACL, aNaclOf(OUT), 'nacl-in'],
    ['the reply out of the stores’ subnet', OPEN_NACL, aNaclOf(IN), 'nacl-return-out'],
    ['the reply into the pods’ subnet', aNaclOf(OUT), OPEN_NACL, 'nacl-return-in'],
  ])('deny %s', (_what, pods, stores, layer) => {
    expect(briefly(ask(between(pods, stores)))).toBe(denied(layer));
  });

  it('name the first of them on the packet’s way, and all', () => {
    const answer = ask(between(aNaclOf(), aNaclOf()));
    expect(answer.denials.map(({ layer, direction }) => `${layer} ${direction}`)).toEqual([
      'nacl-out egress',
      'nacl-in ingress',
      'nacl-return-out egress',
      'nacl-return-in ingress',
    ]);
  });

  it('are not asked inside one subnet', () => {
    const target = aTarget({ places: [aPlace('10.0.1.20', 'subnet-pods')] });
    expect(briefly(ask(between(aNaclOf(), aNaclOf()), { target }))).toBe('reachable');
    expect(briefly(ask(between(null, null), { target }))).toBe('reachable');
  });

  it('that were not seen leave it unknown', () => {
    expect(briefly(ask(between(null, OPEN_NACL)))).toBe('unknown nacl-unseen');
    expect(briefly(ask(between(OPEN_NACL, null)))).toBe('unknown nacl-unseen');
    const unreadable = aNacl([], { complete: false });
    expect(briefly(ask(between(OPEN_NACL, unreadable)))).toBe('unknown nacl-unseen');
  });

  it('that were not seen do not hide that another one denies', () => {
    expect(briefly(ask(between(null, aNaclOf(OUT))))).toBe(denied('nacl-in'));
  });
});

describe('the entries of a NACL', () => {
  it.each([
    ['deny before allow', ['in 90 deny tcp 3306 10.0.1.0/24', IN], denied('nacl-in')],
    ['allow before deny', ['in 110 deny tcp 3306 10.0.1.0/24', IN], 'reachable'],
    ['deny of another port', ['in 90 deny tcp 3307 10.0.1.0/24', IN], 'reachable'],
    ['deny of another address', ['in 90 deny tcp 3306 10.0.1.6/32', IN], 'reachable'],
    ['deny of the pod’s address', ['in 90 deny tcp 3306 10.0.1.5/32', IN], denied('nacl-in')],
    ['allow of the other family', ['in 90 allow all ::/0'], denied('nacl-in')],
    ['nothing that matches', ['in 90 allow tcp 5432 0.0.0.0/0'], denied('nacl-in')],
  ])('decide by number, the first that matches: %s', (_what, entries, expected) => {
    const stores = aNaclOf(OUT, ...entries);
    expect(briefly(ask(between(OPEN_NACL, stores)))).toBe(expected);
  });
});

describe('replies', () => {
  it('to some client ports only make it partial', () => {
    const answer = ask(between(OPEN_NACL, aNaclOf(IN, 'out 100 allow tcp 32768-60999 0.0.0.0/0')));
    expect(briefly(answer)).toBe('partial return-ports');
    expect(answer).toMatchObject({ opens: 'yes' });
    expect(answer.returnPorts.toString()).toBe('32768-60999');
  });

  it('to ports that no client uses count for nothing', () => {
    const stores = aNaclOf(IN, 'out 100 allow tcp 0-1023 0.0.0.0/0');
    expect(briefly(ask(between(OPEN_NACL, stores)))).toBe(denied('nacl-return-out'));
  });

  it('that each of two NACLs lets pass, and no port both, do not come back', () => {
    const pods = aNaclOf(OUT, 'in 100 allow tcp 1024-40000 0.0.0.0/0');
    const stores = aNaclOf(IN, 'out 100 allow tcp 40001-65535 0.0.0.0/0');
    expect(briefly(ask(between(pods, stores)))).toBe(denied('nacl-return-in'));
  });

  it('count for the ports that come back from every place where the store may answer', () => {
    const network = aNetwork({
      groups: GROUPS,
      subnets: [
        aSubnetOf('subnet-data', ['10.0.2.0/24'], {
          nacl: aNaclOf(IN, 'out 100 allow tcp 1024-45000 0.0.0.0/0'),
        }),
        aSubnetOf('subnet-data-b', ['10.0.3.0/24'], {
          nacl: aNaclOf(IN, 'out 100 allow tcp 32768-65535 0.0.0.0/0'),
        }),
      ],
    });
    const places = [aPlace('10.0.2.20'), aPlace('10.0.3.20', 'subnet-data-b')];
    const answer = ask(network, { target: aTarget({ places }) });
    expect(briefly(answer)).toBe('partial return-ports');
    expect(answer.returnPorts.toString()).toBe('32768-45000');
  });
});

describe('a subnet that was not seen', () => {
  const nowhere = { ...aSource(), subnetId: null };
  const strict = between(OPEN_NACL, aNaclOf('in 100 allow all 10.0.9.0/24', OUT));

  it('may be the store’s own, where no NACL is asked', () => {
    const answer = ask(strict, { source: nowhere, from: at('10.0.2.7') });
    expect(briefly(answer)).toBe('unknown interfaces-unseen nacl-unseen');
  });
  it('is another one when the pod’s address is not in the store’s', () => {
    const answer = ask(strict, { source: nowhere, from: at('10.0.1.7') });
    expect(briefly(answer)).toBe(denied('nacl-in'));
  });
});

describe('the places of a store', () => {
  const network = between(aNaclOf('out 90 deny all 10.0.2.128/25', OUT, IN), OPEN_NACL);
  const subnet = {
    ...aPlace('10.0.2.20'),
    addresses: IpSet.fromPrefixes([prefix('10.0.2.0/24')]),
    interfaceIds: [],
  };

  it('are every address of the subnet while its interface was not seen', () => {
    expect(briefly(ask(network, { target: aTarget({ places: [subnet] }) }))).toBe(
      'partial some-subnets',
    );
  });
  it('are one address when its interface was seen', () => {
    expect(briefly(ask(network))).toBe('reachable');
    const target = aTarget({ places: [aPlace('10.0.2.200')] });
    expect(briefly(ask(network, { target }))).toBe(denied('nacl-out'));
  });
  it('are unknown when not even its subnets were seen', () => {
    const somewhere = {
      subnetId: null,
      vpcId: vpcId('vpc-main'),
      addresses: null,
      interfaceIds: [],
    };
    expect(briefly(ask(network, { target: aTarget({ places: null }) }))).toBe(
      'unknown store-address-unseen',
    );
    expect(ask(network, { target: aTarget({ places: [somewhere] }) }).reach).toBe('unknown');
  });
  it('leave it unknown when one of them is', () => {
    const places = [aPlace('10.0.2.20'), aPlace('10.0.7.20', 'subnet-unseen')];
    const answer = ask(network, { target: aTarget({ places }) });
    expect(answer).toMatchObject({ reach: 'unknown', opens: 'yes', unknown: ['nacl-unseen'] });
  });
});
