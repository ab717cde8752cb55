import { describe, expect, it } from '@jest/globals';
import { interfaceKind, type InterfaceKind } from '../../../shared/core/estate/index.ts';
import { ACCOUNT, instanceId } from '../../support/identifiers.ts';
import {
  aBranchEni,
  anInterface,
  aPrimaryEni,
  aTrunkEni,
  type InterfaceOverrides,
} from '../../support/network.ts';

const attachedBy = (instanceOwnerId: string, instance: string | null = null) => ({
  instanceId: instance === null ? null : instanceId(instance),
  instanceOwnerId,
  deviceIndex: 1,
  networkCardIndex: 0,
  status: 'attached',
  attachedAt: null,
});

const rds = { description: 'RDSNetworkInterface', requesterId: 'amazon-rds' } as const;

const CASES: readonly (readonly [string, InterfaceOverrides, InterfaceKind])[] = [
  ['a database', rds, 'data-service'],
  ['a database whose requester is not shown', { ...rds, requesterId: null }, 'data-service'],
  [
    'a database by what it is attached to',
    { ...rds, requesterId: 'AROAEXAMPLE:rds', attachment: attachedBy('amazon-rds') },
    'data-service',
  ],
  [
    'a proxy',
    { description: 'Network interface for DBProxy orders', requesterManaged: true },
    'data-service',
  ],
  [
    'a cache',
    { description: 'ElastiCache orders-001', requesterId: 'amazon-elasticache' },
    'data-service',
  ],
  [
    'one that somebody called a database',
    { ...rds, requesterId: 'AIDAEXAMPLE', attachment: null },
    'interface',
  ],
  [
    'one on an instance that somebody called a cache',
    { description: 'ElastiCache orders-001', attachment: attachedBy(ACCOUNT, 'i-1') },
    'instance',
  ],
  ['the control plane', { description: 'Amazon EKS main' }, 'control-plane'],
  [
    'an instance that calls itself the control plane',
    { description: 'Amazon EKS main', attachment: attachedBy(ACCOUNT, 'i-1') },
    'instance',
  ],
  ['a function by type', { interfaceType: 'lambda' }, 'lambda'],
  ['a function by name', { description: 'AWS Lambda VPC ENI-report-1' }, 'lambda'],
  [
    'a task',
    { description: 'arn:aws:ecs:us-west-2:111122223333:attachment/1', requesterManaged: true },
    'ecs-task',
  ],
  [
    'a balancer by name',
    { description: 'ELB app/web/1', requesterId: 'amazon-elb' },
    'load-balancer',
  ],
  ['a balancer by type', { interfaceType: 'network_load_balancer' }, 'load-balancer'],
  ['a NAT gateway', { interfaceType: 'nat_gateway' }, 'gateway'],
  ['an endpoint', { interfaceType: 'vpc_endpoint' }, 'endpoint'],
  ['another service', { interfaceType: 'quicksight', requesterManaged: true }, 'managed-service'],
  ['one that nobody tells anything of', {}, 'interface'],
];

describe('the kind of an interface', () => {
  it.each(CASES)('of %s: %j is %s', (_what, overrides, kind) => {
    expect(interfaceKind(anInterface(overrides))).toBe(kind);
  });

  it('tells branches from the instances that carry them', () => {
    expect([aBranchEni(), aPrimaryEni(), aTrunkEni()].map(interfaceKind)).toEqual([
      'branch',
      'instance',
      'instance',
    ]);
  });
});
