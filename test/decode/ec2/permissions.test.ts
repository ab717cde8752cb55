import { describe, expect, it } from '@jest/globals';
import { decodePorts, requireProtocol } from '../../../shared/decode/ec2/permissions.ts';

describe('protocols and ports of permissions', () => {
  it.each([
    ['tcp', 6],
    ['TCP', 6],
    ['6', 6],
    [6, 6],
    ['17', 17],
    ['icmp', 1],
    ['icmpv6', 58],
    ['-1', 'all'],
    [-1, 'all'],
    ['47', 47],
  ])('reads protocol %j as %j', (value, protocol) => {
    expect(requireProtocol({ IpProtocol: value }, 'IpProtocol')).toBe(protocol);
  });

  it.each([undefined, null, '', 'tpc', 256, {}, ['tcp']])(
    'never reads protocol %j as every protocol',
    (value) => {
      expect(() => requireProtocol({ IpProtocol: value }, 'IpProtocol')).toThrow('IpProtocol');
    },
  );

  it.each([
    [6, 3306, 3306, [3306, 3306]],
    [17, 53, 53, [53, 53]],
    [6, '8000', '8010', [8000, 8010]],
    [6, undefined, undefined, [0, 65535]],
    [6, null, null, [0, 65535]],
    [6, -1, -1, [0, 65535]],
    [6, -1, 1024, [0, 1024]],
    [6, 1024, -1, [1024, 65535]],
    [6, 0, 65535, [0, 65535]],
    ['all' as const, undefined, undefined, [0, 65535]],
    ['all' as const, 22, 22, [0, 65535]],
    [1, 8, -1, [0, 65535]],
    [47, 22, 22, [0, 65535]],
  ])('reads the ports of protocol %j from %j to %j as %j', (protocol, from, to, [first, last]) => {
    expect(decodePorts(protocol, { from, to }, 'from', 'to')).toEqual({ from: first, to: last });
  });

  it.each([
    [3306, 22, 'from 3306 is above to 22'],
    [70000, 70000, 'from is 70000, not a port'],
    [-2, 22, 'from is -2, not a port'],
    ['http', 22, 'from is string, not a whole number'],
    [22.5, 23, 'from is number, not a whole number'],
  ])('refuses TCP ports from %j to %j', (from, to, message) => {
    expect(() => decodePorts(6, { from, to }, 'from', 'to')).toThrow(message);
  });
});
