import { describe, expect, it } from '@jest/globals';

import { indexAddresses } from '../../../shared/core/estate/address-index.ts';
import type { NetworkInterface } from '../../../shared/core/model/index.ts';
import { address, vpcId } from '../../support/identifiers.ts';
import { anInterface } from '../../support/network.ts';

function holders(
  enis: readonly NetworkInterface[],
  ip: string,
  vpc = 'vpc-main',
): readonly string[] {
  return indexAddresses(enis)
    .holders(vpcId(vpc), address(ip))
    .map(({ id }) => id);
}

describe('the interface of an address', () => {
  it.each([
    ['its primary address', '10.0.1.5', ['eni-1']],
    ['a secondary address', '10.0.1.6', ['eni-1']],
    ['an IPv6 address', '2001:db8::5', ['eni-1']],
    ['the first address of a delegated prefix', '10.0.1.16', ['eni-1']],
    ['the last address of a delegated prefix', '10.0.1.31', ['eni-1']],
    ['the address behind it', '10.0.1.32', []],
    ['an address of an IPv6 prefix', '2001:db8:0:1::ffff', ['eni-1']],
    ['the address behind the IPv6 prefix', '2001:db8:0:1:1::', []],
    ['an address whose number is an IPv6 address’s', '::a00:105', []],
  ])('holds %s', (_what, ip, expected) => {
    const eni = anInterface({
      id: 'eni-1',
      ips: ['10.0.1.5', '10.0.1.6', '2001:db8::5'],
      prefixes: ['10.0.1.16/28', '2001:db8:0:1::/80'],
    });
    expect(holders([eni], ip)).toEqual(expected);
  });

  it('is looked for in its own VPC only: VPCs overlap', () => {
    const enis = [
      anInterface({ id: 'eni-here', ips: ['10.0.1.5'] }),
      anInterface({
        id: 'eni-there',
        vpc: 'vpc-other',
        ips: ['10.0.1.5'],
        prefixes: ['10.0.1.16/28'],
      }),
    ];
    expect(holders(enis, '10.0.1.5')).toEqual(['eni-here']);
    expect(holders(enis, '10.0.1.5', 'vpc-other')).toEqual(['eni-there']);
    expect(holders(enis, '10.0.1.17')).toEqual([]);
    expect(holders(enis, '10.0.1.5', 'vpc-unseen')).toEqual([]);
  });

  it('finds prefixes of several lengths side by side', () => {
    const enis = [
      anInterface({ id: 'eni-28', prefixes: ['10.0.1.16/28'] }),
      anInterface({ id: 'eni-24', prefixes: ['10.0.2.0/24'] }),
    ];
    expect(holders(enis, '10.0.1.20')).toEqual(['eni-28']);
    expect(holders(enis, '10.0.2.20')).toEqual(['eni-24']);
  });

  it('is every one that claims it', () => {
    const enis = [
      anInterface({ id: 'eni-a', ips: ['10.0.1.5'] }),
      anInterface({ id: 'eni-b', ips: ['10.0.1.5'] }),
    ];
    expect(holders(enis, '10.0.1.5')).toEqual(['eni-a', 'eni-b']);
  });

  it('is named once though it lists the address twice', () => {
    expect(
      holders([anInterface({ id: 'eni-a', ips: ['10.0.1.5', '10.0.1.5'] })], '10.0.1.5'),
    ).toEqual(['eni-a']);
  });

  it('reaches the highest addresses of both families', () => {
    const eni = anInterface({
      id: 'eni-1',
      prefixes: ['255.255.255.240/28', 'ffff:ffff:ffff:ffff:ffff::/80'],
    });
    expect(holders([eni], '255.255.255.255')).toEqual(['eni-1']);
    expect(holders([eni], 'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff')).toEqual(['eni-1']);
  });
});
