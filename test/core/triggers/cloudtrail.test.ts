import { describe, expect, it } from '@jest/globals';
import { readEvent, type Trigger } from '../../../shared/core/triggers/index.ts';
import {
  anEvent,
  aRecord,
  branchCreation,
  CONTROLLER,
  JANE,
  type Json,
  NODE_ROLE,
  RDS_ROLE,
} from '../../support/event-records.ts';

const read = (service: string, call: string, request: Json, over: Json = {}): Trigger =>
  readEvent(anEvent(aRecord(service, call, request, over)));

const CNI = { userIdentity: NODE_ROLE, userAgent: 'amazon-vpc-cni-k8s/v1.20.4' };

describe('A CloudTrail record', () => {
  it('of a changed group wakes every cluster of its account and region, and keeps who did it', () => {
    const trigger = read('ec2', 'AuthorizeSecurityGroupIngress', {
      groupId: 'sg-0aaaaaaaaaaaaaaa1',
      ipPermissions: { items: [{ groups: { items: [{ groupId: 'sg-0aaaaaaaaaaaaaaa2' }] } }] },
    });
    expect(trigger).toEqual({
      kind: 'wake',
      scope: 'network',
      concerned: { kind: 'every-cluster' },
      touched: ['sg-0aaaaaaaaaaaaaaa1', 'sg-0aaaaaaaaaaaaaaa2'],
      origin: {
        event: 'AuthorizeSecurityGroupIngress',
        id: '11111111-2222-3333-4444-555555555555',
        at: Date.parse('2026-11-20T10:30:00Z'),
        account: '111122223333',
        region: 'us-west-2',
        actor: { name: JANE.arn, kind: 'other' },
      },
    });
  });

  it('in the wrapped encoding tells what it touches, one member or several', () => {
    const one = { SecurityGroupRuleId: 'sgr-0aaaaaaaaaaaaaaa1', tag: 1 };
    const request = (rules: unknown): Json => ({
      ModifySecurityGroupRulesRequest: {
        GroupId: 'sg-0aaaaaaaaaaaaaaa1',
        SecurityGroupRule: rules,
      },
    });
    const two = { SecurityGroupRuleId: 'sgr-0aaaaaaaaaaaaaaa2', tag: 2 };
    expect(read('ec2', 'ModifySecurityGroupRules', request(one))).toMatchObject({
      touched: ['sg-0aaaaaaaaaaaaaaa1', 'sgr-0aaaaaaaaaaaaaaa1'],
    });
    expect(read('ec2', 'ModifySecurityGroupRules', request([one, two]))).toMatchObject({
      touched: ['sg-0aaaaaaaaaaaaaaa1', 'sgr-0aaaaaaaaaaaaaaa1', 'sgr-0aaaaaaaaaaaaaaa2'],
    });
  });

  it('of a new branch interface wakes the cluster that its tag names', () => {
    const trigger = read('ec2', 'CreateNetworkInterface', branchCreation('shop'), {
      userIdentity: CONTROLLER,
      responseElements: { networkInterface: { networkInterfaceId: 'eni-0aaaaaaaaaaaaaaa1' } },
    });
    expect(trigger).toMatchObject({
      kind: 'wake',
      scope: 'network',
      concerned: { kind: 'cluster', name: 'shop' },
      origin: { actor: { kind: 'controller' } },
    });
    expect(trigger).toHaveProperty('touched', expect.arrayContaining(['eni-0aaaaaaaaaaaaaaa1']));
  });

  it('of a branch interface is known by its tags where the description says something else', () => {
    const request = branchCreation('shop', 'renamed');
    expect(read('ec2', 'CreateNetworkInterface', request, CNI)).toMatchObject({ kind: 'wake' });
  });

  it('with the tags of two clusters wakes every cluster', () => {
    const own = { key: 'kubernetes.io/cluster/shop', value: 'owned' };
    const other = { key: 'kubernetes.io/cluster/bank', value: 'owned' };
    const request = { tagSpecificationSet: { items: [{ tags: [own, other] }] } };
    expect(read('ec2', 'CreateNetworkInterface', request)).toMatchObject({
      concerned: { kind: 'every-cluster' },
    });
  });

  it.each([
    ['CreateNetworkInterface', { description: 'aws-K8S-i-0aaaaaaaaaaaaaaa1' }, CNI],
    ['DeleteNetworkInterface', { networkInterfaceId: 'eni-0aaaaaaaaaaaaaaa1' }, CNI],
    ['ModifyNetworkInterfaceAttribute', { attachment: { deleteOnTermination: true } }, CNI],
    ['CreateNetworkInterface', { description: 'RDSNetworkInterface' }, { userIdentity: RDS_ROLE }],
    ['DeleteNetworkInterface', { networkInterfaceId: 'eni-1' }, { userIdentity: RDS_ROLE }],
  ])('of the routine of a service is quiet: %s', (call, request, over) => {
    expect(read('ec2', call, request, over)).toMatchObject({
      kind: 'quiet',
      because: 'routine-of-a-service',
    });
  });

  it('that sets groups wakes whoever calls', () => {
    const request = {
      networkInterfaceId: 'eni-0aaaaaaaaaaaaaaa1',
      groupSet: { items: [{ groupId: 'sg-0aaaaaaaaaaaaaaa1' }] },
    };
    expect(read('ec2', 'ModifyNetworkInterfaceAttribute', request, CNI)).toMatchObject({
      kind: 'wake',
    });
  });

  it('of an instance wakes for its groups and for nothing else of it', () => {
    const groups = { groupSet: { items: [{ groupId: 'sg-0aaaaaaaaaaaaaaa1' }] } };
    const other = { disableApiTermination: { value: true } };
    expect(read('ec2', 'ModifyInstanceAttribute', groups)).toMatchObject({ kind: 'wake' });
    expect(read('ec2', 'ModifyInstanceAttribute', other)).toMatchObject({
      kind: 'quiet',
      because: 'changes-nothing',
    });
  });

  it('of tags wakes for those that say whose interface it is', () => {
    const tagged = (id: string, ...keys: readonly string[]): Json => ({
      resourcesSet: { items: [{ resourceId: id }] },
      tagSet: { items: keys.map((key) => ({ key, value: '' })) },
    });
    const wakes = (request: Json): boolean => read('ec2', 'DeleteTags', request).kind === 'wake';
    expect(wakes(tagged('eni-0aaaaaaaaaaaaaaa1', 'eks:eni:owner'))).toBe(true);
    expect(wakes(tagged('eni-0aaaaaaaaaaaaaaa1', 'vpcresources.k8s.aws/vlan-id'))).toBe(true);
    expect(wakes(tagged('eni-0aaaaaaaaaaaaaaa1'))).toBe(true);
    expect(wakes(tagged('eni-0aaaaaaaaaaaaaaa1', 'team'))).toBe(false);
    expect(wakes(tagged('ami-0aaaaaaaaaaaaaaa1', 'eks:eni:owner'))).toBe(false);
  });

  it.each([
    [{ errorCode: 'Client.UnauthorizedOperation' }, 'failed'],
    [{ errorCode: 'InvalidDBInstanceStateFault' }, 'failed'],
    [{ errorCode: 'Client.DryRunOperation' }, 'dry-run'],
    [{ readOnly: true }, 'read-only'],
  ])('of a call that did nothing is quiet: %j', (over, because) => {
    const request = { groupId: 'sg-0aaaaaaaaaaaaaaa1' };
    expect(read('ec2', 'RevokeSecurityGroupIngress', request, over)).toMatchObject({
      kind: 'quiet',
      because,
    });
  });

  it('of EKS wakes the named cluster with a full audit', () => {
    const addon = { clusterName: 'shop', addonName: 'vpc-cni', configurationValues: '{}' };
    expect(read('eks', 'UpdateAddon', addon)).toMatchObject({
      kind: 'wake',
      scope: 'full',
      concerned: { kind: 'cluster', name: 'shop' },
    });
    expect(read('eks', 'DeleteCluster', { name: 'shop' })).toMatchObject({
      concerned: { kind: 'cluster', name: 'shop' },
    });
  });

  it('that stops the trail wakes everything while it can still be seen', () => {
    expect(read('cloudtrail', 'StopLogging', { name: 'trail' })).toMatchObject({
      kind: 'wake',
      scope: 'full',
      concerned: { kind: 'every-cluster' },
    });
  });

  it('that nobody understands is unrecognised, not dropped', () => {
    expect(read('ec2', 'ReshapeNetworkInterface', {})).toMatchObject({
      kind: 'unrecognised',
      detail: 'ec2:ReshapeNetworkInterface is no call that is known',
    });
    expect(readEvent(anEvent({}))).toMatchObject({ kind: 'unrecognised' });
    expect(readEvent('text')).toMatchObject({ kind: 'unrecognised' });
    expect(readEvent({ detail: {} })).toMatchObject({ kind: 'unrecognised' });
  });

  it('takes account and region from the envelope where the record has none', () => {
    const {
      recipientAccountId: _account,
      awsRegion: _region,
      ...rest
    } = aRecord(
      'ec2',
      'DeleteSecurityGroup',
      { groupId: 'sg-0aaaaaaaaaaaaaaa1' },
      { userIdentity: {} },
    );
    expect(readEvent(anEvent(rest)).origin).toMatchObject({
      account: '111122223333',
      region: 'us-west-2',
      actor: null,
    });
  });
});
