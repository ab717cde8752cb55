import { describe, expect, it } from '@jest/globals';
import type { Reference } from '../../../shared/core/estate/index.ts';
import {
  type AwsScope,
  completeListing,
  type GroupId,
  toAccountId,
} from '../../../shared/core/model/index.ts';
import { compileNetwork } from '../../../shared/core/estate/compile-network.ts';
import { referenceReader } from '../../../shared/core/estate/rule-references.ts';
import { must } from '../../support/counter.ts';
import { ACCOUNT, groupId } from '../../support/identifiers.ts';
import { aGroup, anIngress } from '../../support/network.ts';
import { aScope, truncated } from '../../support/snapshot.ts';

const OTHER = must(toAccountId('444455556666'));

const scopeWith = (groups: readonly string[], overrides: Partial<AwsScope> = {}): AwsScope =>
  aScope({
    groups: completeListing(
      groups.map((id) => aGroup(id)),
      'ec2/describe-security-groups.json',
    ),
    ...overrides,
  });

interface Peer {
  readonly ownerId?: typeof ACCOUNT | null;
  readonly peeringId?: string | null;
  readonly peeringStatus?: string | null;
}

function referenceTo(
  group: string,
  scopes: readonly AwsScope[],
  peer: Peer = {},
  worn: readonly GroupId[] = [],
): Reference {
  const rule = anIngress('sg-db', group);
  const wearers = new Map(worn.map((id) => [id, true]));
  return referenceReader(
    scopes,
    compileNetwork(scopes),
    wearers,
  )({ ...rule, peer: Object.assign(rule.peer, peer) });
}

describe('what has become of a referenced group', () => {
  it('is that it lives where it is listed or worn', () => {
    expect(referenceTo('sg-pods', [scopeWith(['sg-db', 'sg-pods'])])).toBe('living');
    expect(referenceTo('sg-x', [scopeWith(['sg-db'])], {}, [groupId('sg-x')])).toBe('living');
    expect(referenceTo('10.0.0.0/16', [scopeWith(['sg-db'])])).toBe('living');
  });

  it('is that it was deleted where the whole list of its account lacks it', () => {
    expect(referenceTo('sg-x', [scopeWith(['sg-db'])])).toBe('deleted');
    expect(referenceTo('sg-x', [scopeWith(['sg-db'])], { ownerId: null })).toBe('deleted');
    const cut = scopeWith([], { groups: truncated([], 'ec2/describe-security-groups.json') });
    expect(referenceTo('sg-x', [cut])).toBe('unseen');
  });

  it('is not known for an account, or a Region of it, that was not read', () => {
    const home = scopeWith(['sg-db']);
    expect(referenceTo('sg-x', [home], { ownerId: OTHER })).toBe('unseen');
    const far = scopeWith([], { accountId: OTHER, region: 'eu-west-1' });
    expect(referenceTo('sg-x', [home, far], { ownerId: OTHER })).toBe('unseen');
    const near = scopeWith([], { accountId: OTHER });
    expect(referenceTo('sg-x', [home, far, near], { ownerId: OTHER })).toBe('deleted');
  });

  it.each([
    ['active', 'living'],
    [null, 'living'],
    ['deleted', 'inactive-peering'],
    ['pending-acceptance', 'inactive-peering'],
  ] as const)('over a peering with status %j is %s', (peeringStatus, expected) => {
    const scopes = [scopeWith(['sg-db', 'sg-pods'])];
    expect(referenceTo('sg-pods', scopes, { peeringId: 'pcx-1', peeringStatus })).toBe(expected);
  });
});
