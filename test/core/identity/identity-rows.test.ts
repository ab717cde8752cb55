import { describe, expect, it } from '@jest/globals';

import {
  type Destination,
  IDENTITY_ROWS,
  type PodWiring,
  type Presence,
  type Presented,
  presenceOf,
  replacesBranchAddress,
  type Standing,
  type WiringSettings,
} from '../../../shared/core/identity/index.ts';
import { formatAddress, IpSet } from '../../../shared/core/net/index.ts';
import { address, prefix } from '../../support/identifiers.ts';
import { aBranchEni, anInterface, aPrimaryEni } from '../../support/network.ts';

const POD = '10.0.1.50';
const POD6 = '2001:db8:0:1::50';
const NODE = aPrimaryEni({ ips: ['10.0.1.10', '10.0.1.11', '2001:db8:0:1::10'] });
const BRANCH = aBranchEni({ ips: [POD, POD6], groups: ['sg-branch'] });
const SECONDARY = anInterface({ ips: [POD, POD6], groups: ['sg-eniconfig'] });

type Via = Extract<Standing, { state: 'known' }>['via'];
const INTERFACES = {
  branch: BRANCH,
  'node-primary': NODE,
  'node-secondary': SECONDARY,
  fargate: SECONDARY,
  auto: SECONDARY,
  host: NODE,
};
const standingOn = (via: Via): Standing => ({ state: 'known', via, interface: INTERFACES[via] });
const NOBODY_KNOWS: Standing = { state: 'unknown', reasons: ['interfaces-unseen'] };

const DEFAULTS: WiringSettings = {
  mode: 'strict',
  externalSnat: false,
  excludedFromSnat: IpSet.empty,
  v4Egress: true,
};
const UNSEEN: WiringSettings = {
  mode: null,
  externalSnat: null,
  excludedFromSnat: null,
  v4Egress: null,
};
const excluding = (...texts: readonly string[]): Partial<WiringSettings> => ({
  excludedFromSnat: IpSet.fromPrefixes(texts.map(prefix)),
});

function wired(
  standing: Via | Standing,
  settings: Partial<WiringSettings> = {},
  overrides: Partial<PodWiring> = {},
): PodWiring {
  return {
    isHostNetwork: false,
    isWindows: false,
    isHybrid: false,
    clusterFamily: 'ipv4',
    ips: [address(POD)],
    standing: typeof standing === 'string' ? standingOn(standing) : standing,
    nodePrimary: NODE,
    settings: { ...DEFAULTS, ...settings },
    ...overrides,
  };
}

const INSIDE: Destination = { kind: 'inside' };
const outside = (...texts: readonly string[]): Destination => ({
  kind: 'outside',
  addresses: texts.length === 0 ? null : IpSet.fromPrefixes(texts.map(prefix)),
});
const PEERED = outside('10.1.2.0/24');

function presentedText(one: Presented): string {
  const where = one.address === null ? 'anywhere' : formatAddress(one.address);
  if (one.state === 'unknown') return `unknown ${one.reasons.join()} at ${where}`;
  return `${one.via}${one.snat ? ' snat' : ''} ${one.interface.id} at ${where}`;
}

function textOf({ alternatives, why }: Presence): string {
  if (alternatives.length === 0) return 'none';
  const texts = alternatives.map(presentedText).join(' | ');
  return why === null ? texts : `${texts} (${why})`;
}

const v4 = (pod: PodWiring, to: Destination): string => textOf(presenceOf(pod, 4, to));
const v6 = (pod: PodWiring, to: Destination): string => textOf(presenceOf(pod, 6, to));

const ON_BRANCH = `branch ${BRANCH.id} at ${POD}`;
const ON_PRIMARY = `node-primary ${NODE.id} at ${POD}`;
const ON_SECONDARY = `node-secondary ${SECONDARY.id} at ${POD}`;
const AS_NODE = `node-primary snat ${NODE.id} at 10.0.1.10`;
const AS_HOST = `host ${NODE.id} at 10.0.1.10`;

const STANDARD: Partial<WiringSettings> = { mode: 'standard' };
const WINDOWS = wired('node-primary', {}, { isWindows: true });
const HYBRID = wired(NOBODY_KNOWS, UNSEEN, { isHybrid: true });
const HOST = wired('host', {}, { isHostNetwork: true, ips: [address('10.0.1.10')] });

describe('toward an IPv4 store', () => {
  it.each<[string, PodWiring, string, string]>([
    ['a branch pod in strict mode', wired('branch'), ON_BRANCH, ON_BRANCH],
    ['a branch pod in standard mode', wired('branch', STANDARD), ON_BRANCH, AS_NODE],
    [
      'the same with external SNAT',
      wired('branch', { ...STANDARD, externalSnat: true }),
      ON_BRANCH,
      ON_BRANCH,
    ],
    [
      'the same with the store excluded from SNAT',
      wired('branch', { ...STANDARD, ...excluding('10.1.0.0/16') }),
      ON_BRANCH,
      ON_BRANCH,
    ],
    ['a pod on the primary interface', wired('node-primary'), ON_PRIMARY, AS_NODE],
    [
      'the same with external SNAT',
      wired('node-primary', { externalSnat: true }),
      ON_PRIMARY,
      ON_PRIMARY,
    ],
    ['a pod on a secondary interface', wired('node-secondary'), ON_SECONDARY, AS_NODE],
    [
      'the same with the store excluded from SNAT',
      wired('node-secondary', excluding('10.1.0.0/16')),
      ON_SECONDARY,
      ON_SECONDARY,
    ],
    ['a host-network pod', HOST, AS_HOST, AS_HOST],
    [
      'a Fargate pod',
      wired('fargate'),
      `fargate ${SECONDARY.id} at ${POD}`,
      `fargate ${SECONDARY.id} at ${POD}`,
    ],
    ['a Windows pod', WINDOWS, ON_PRIMARY, 'unknown unsupported at anywhere'],
    [
      'a pod of a hybrid node',
      HYBRID,
      'unknown unsupported at anywhere',
      'unknown unsupported at anywhere',
    ],
    [
      'a pod of Auto Mode',
      wired('auto', UNSEEN),
      `auto ${SECONDARY.id} at ${POD}`,
      `auto ${SECONDARY.id} at ${POD} | ${AS_NODE} (unsupported)`,
    ],
    [
      'a pod on an interface that was not seen',
      wired(NOBODY_KNOWS),
      `unknown interfaces-unseen at ${POD}`,
      'unknown interfaces-unseen at anywhere',
    ],
  ])('%s', (_pod, wiring, toInside, toOutside) => {
    expect(v4(wiring, INSIDE)).toBe(toInside);
    expect(v4(wiring, PEERED)).toBe(toOutside);
  });
});

describe('source NAT by the node', () => {
  it.each<[string, Partial<WiringSettings>, Destination, string]>([
    ['is done outside the VPC', {}, PEERED, AS_NODE],
    [
      'is not done to anywhere when 0.0.0.0/0 is excluded',
      excluding('0.0.0.0/0'),
      outside(),
      ON_PRIMARY,
    ],
    ['is done past the excluded ranges', excluding('192.0.2.0/24'), PEERED, AS_NODE],
    [
      'is unclear where a part of the store is excluded',
      excluding('10.1.2.0/25'),
      PEERED,
      `${ON_PRIMARY} | ${AS_NODE} (store-address-unseen)`,
    ],
    [
      'is unclear where the store’s address was not seen and something is excluded',
      excluding('10.1.0.0/16'),
      outside(),
      `${ON_PRIMARY} | ${AS_NODE} (store-address-unseen)`,
    ],
    ['is done wherever the store is when nothing is excluded', {}, outside(), AS_NODE],
    [
      'is unclear where EXTERNALSNAT was not seen',
      { externalSnat: null },
      PEERED,
      `${ON_PRIMARY} | ${AS_NODE} (cni-config-unseen)`,
    ],
    [
      'is not done to what is excluded, whatever EXTERNALSNAT says',
      { externalSnat: null, ...excluding('10.1.0.0/16') },
      PEERED,
      ON_PRIMARY,
    ],
    [
      'is unclear where the exclusions were not seen',
      { excludedFromSnat: null },
      PEERED,
      `${ON_PRIMARY} | ${AS_NODE} (cni-config-unseen)`,
    ],
    [
      'is not done with external SNAT, whatever is excluded',
      { externalSnat: true, excludedFromSnat: null },
      PEERED,
      ON_PRIMARY,
    ],
    ['is never done inside the VPC', UNSEEN, INSIDE, ON_PRIMARY],
  ])('%s', (_what, settings, to, expected) => {
    expect(v4(wired('node-primary', settings), to)).toBe(expected);
  });

  it('gives nobody knows which address when the node’s primary interface was not seen', () => {
    const wiring = wired('node-secondary', {}, { nodePrimary: null });
    expect(v4(wiring, PEERED)).toBe('unknown interfaces-unseen at anywhere');
    expect(v4(wiring, INSIDE)).toBe(ON_SECONDARY);
  });

  it('under custom networking takes the primary’s groups in place of the ENIConfig’s', () => {
    const [presented] = presenceOf(wired('node-secondary'), 4, PEERED).alternatives;
    expect(presented?.state === 'known' && presented.interface.groups).toEqual(NODE.groups);
  });
});

describe('the enforcing mode of a branch pod, where it was not seen', () => {
  const unseen = (settings: Partial<WiringSettings> = {}): PodWiring =>
    wired('branch', { mode: null, ...settings });

  it('does not matter inside the VPC', () => {
    expect(v4(unseen(), INSIDE)).toBe(ON_BRANCH);
  });
  it('leaves both identities outside of it', () => {
    expect(v4(unseen(), PEERED)).toBe(`${ON_BRANCH} | ${AS_NODE} (mode-unknown)`);
  });
  it('does not matter with external SNAT', () => {
    expect(v4(unseen({ externalSnat: true }), PEERED)).toBe(ON_BRANCH);
  });
  it('does not matter toward a store that is excluded from SNAT', () => {
    expect(v4(unseen(excluding('10.1.0.0/16')), PEERED)).toBe(ON_BRANCH);
  });
  it('leaves both where nothing else was seen either', () => {
    expect(v4(unseen(UNSEEN), PEERED)).toBe(`${ON_BRANCH} | ${AS_NODE} (mode-unknown)`);
  });
  it('leaves both where the node’s interface was not seen', () => {
    const wiring = { ...unseen(), nodePrimary: null };
    expect(v4(wiring, PEERED)).toBe(
      `${ON_BRANCH} | unknown interfaces-unseen at anywhere (mode-unknown)`,
    );
  });
});

describe('a pod of an IPv6 cluster', () => {
  const in6 = (
    standing: Via | Standing,
    settings: Partial<WiringSettings> = {},
    overrides: Partial<PodWiring> = {},
  ): PodWiring =>
    wired(standing, settings, { clusterFamily: 'ipv6', ips: [address(POD6)], ...overrides });

  it.each<[string, PodWiring, string]>([
    ['on a branch interface', in6('branch'), `branch ${BRANCH.id} at ${POD6}`],
    [
      'on a branch interface in standard mode',
      in6('branch', STANDARD),
      `branch ${BRANCH.id} at ${POD6}`,
    ],
    ['on a prefix of the node', in6('node-primary'), `node-primary ${NODE.id} at ${POD6}`],
    ['on Fargate', in6('fargate'), `fargate ${SECONDARY.id} at ${POD6}`],
    [
      'on an interface that was not seen',
      in6(NOBODY_KNOWS),
      `unknown interfaces-unseen at ${POD6}`,
    ],
  ])('%s presents its own IPv6 address everywhere', (_pod, wiring, expected) => {
    expect(v6(wiring, INSIDE)).toBe(expected);
    expect(v6(wiring, PEERED)).toBe(expected);
  });

  it.each<[string, PodWiring, string]>([
    ['on a prefix of the node', in6('node-primary'), AS_NODE],
    ['on a secondary interface', in6('node-secondary'), AS_NODE],
    ['without IPv4 egress', in6('node-primary', { v4Egress: false }), 'none'],
    [
      'whose IPv4 egress was not seen',
      in6('node-primary', { v4Egress: null }),
      'unknown cni-config-unseen at anywhere',
    ],
    ['on a branch interface', in6('branch'), 'unknown unsupported at anywhere'],
    ['on Fargate', in6('fargate'), 'unknown unsupported at anywhere'],
    [
      'on an interface that was not seen',
      in6(NOBODY_KNOWS),
      'unknown interfaces-unseen at anywhere',
    ],
    [
      'whose node was not seen',
      in6('node-secondary', {}, { nodePrimary: null }),
      'unknown interfaces-unseen at anywhere',
    ],
    ['of Auto Mode', in6('auto', UNSEEN), 'unknown cni-config-unseen at anywhere'],
    ['in the host network', in6('host', {}, { isHostNetwork: true }), AS_HOST],
  ])('%s goes to an IPv4 store by the node, wherever the store is', (_pod, wiring, expected) => {
    expect(v4(wiring, INSIDE)).toBe(expected);
    expect(v4(wiring, PEERED)).toBe(expected);
  });
});

describe('a pod of an IPv4 cluster', () => {
  it('has no way to an IPv6 store', () => {
    expect(v6(HYBRID, INSIDE)).toBe('none');
    expect(v6(WINDOWS, PEERED)).toBe('none');
    expect(v6(wired('node-primary'), INSIDE)).toBe('none');
    expect(v6(wired('branch'), PEERED)).toBe('none');
  });
});

describe('a host-network pod', () => {
  it('presents the primary’s first IPv4 address, not those that pods use', () => {
    expect(v4(HOST, INSIDE)).toBe(AS_HOST);
  });
  it('presents its IPv6 address though its status shows IPv4 alone', () => {
    expect(v6(HOST, PEERED)).toBe(`host ${NODE.id} at 2001:db8:0:1::10`);
  });
  it('may present each of several IPv6 addresses', () => {
    const node = aPrimaryEni({ ips: ['10.0.1.10', '2001:db8:0:1::10', '2001:db8:0:1::11'] });
    expect(v6({ ...HOST, nodePrimary: node }, INSIDE)).toBe(
      `host ${node.id} at 2001:db8:0:1::10 | host ${node.id} at 2001:db8:0:1::11 (identity-unknown)`,
    );
  });
  it('has no IPv6 way from a node without an IPv6 address', () => {
    const node = aPrimaryEni({ ips: ['10.0.1.10'] });
    expect(v6({ ...HOST, nodePrimary: node }, INSIDE)).toBe('none');
  });
  it('stands on the interface that its address is on while its node was not seen', () => {
    expect(v4({ ...HOST, nodePrimary: null }, INSIDE)).toBe(AS_HOST);
  });
  it('is unknown where neither was seen', () => {
    const wiring = { ...HOST, nodePrimary: null, standing: NOBODY_KNOWS };
    expect(v4(wiring, INSIDE)).toBe('unknown interfaces-unseen at 10.0.1.10');
    expect(v6(wiring, INSIDE)).toBe('unknown interfaces-unseen at anywhere');
  });
});

describe('the rows', () => {
  it('leave no pod without one', () => {
    expect(IDENTITY_ROWS.at(-1)?.when(wired('node-primary'), 4, INSIDE)).toBe(true);
  });
  it('have names of their own', () => {
    expect(new Set(IDENTITY_ROWS.map(({ name }) => name)).size).toBe(IDENTITY_ROWS.length);
  });
});

describe('whether the node’s address replaces that of a branch pod', () => {
  const SETTINGS: readonly WiringSettings[] = (['strict', 'standard', null] as const).flatMap(
    (mode) =>
      [true, false, null].flatMap((externalSnat) =>
        [null, '', '10.1.0.0/16', '10.1.2.0/25', '0.0.0.0/0'].map((cidr) => ({
          mode,
          externalSnat,
          excludedFromSnat:
            cidr === null ? null : IpSet.fromPrefixes(cidr === '' ? [] : [prefix(cidr)]),
          v4Egress: true,
        })),
      ),
  );

  it.each<[string, Destination]>([
    ['inside the VPC', INSIDE],
    ['outside', PEERED],
    ['somewhere outside', { kind: 'outside', addresses: null }],
  ])('%s is what the table says of any settings', (_where, to) => {
    for (const settings of SETTINGS) {
      const shown = presenceOf({ ...wired('branch'), settings }, 4, to).alternatives;
      const snated = shown.map((one) => one.state === 'known' && one.snat);
      const expected = snated.every(Boolean) ? true : snated.includes(true) ? null : false;
      expect([settings.mode, replacesBranchAddress(settings, to)]).toEqual([
        settings.mode,
        expected,
      ]);
    }
  });
});
