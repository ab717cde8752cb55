import { beforeEach, describe, expect, it } from '@jest/globals';
import {
  DescribeInstancesCommand,
  DescribeManagedPrefixListsCommand,
  DescribeNetworkAclsCommand,
  DescribeNetworkInterfacesCommand,
  DescribeRouteTablesCommand,
  DescribeSecurityGroupRulesCommand,
  DescribeSecurityGroupsCommand,
  DescribeSecurityGroupVpcAssociationsCommand,
  DescribeSubnetsCommand,
  DescribeVpcPeeringConnectionsCommand,
  DescribeVpcsCommand,
  EC2Client,
  GetManagedPrefixListEntriesCommand,
} from '@aws-sdk/client-ec2';
import { mockClient } from 'aws-sdk-client-mock';
import { ec2Reader } from '../../../shared/adapters/aws/index.ts';
import { LiveReadError } from '../../../shared/audit/index.ts';
import { drain, drainReader } from '../../support/live.ts';

const client = new EC2Client({ region: 'us-west-2' });
const ec2 = mockClient(client);
const OPTIONS = { region: 'us-west-2', profile: null };
const NO_PACE = () => async (): Promise<void> => undefined;
const reader = () => ec2Reader(OPTIONS, client, NO_PACE);

const failing = (code: string): Error =>
  Object.assign(new Error(`${code} happened`), { name: code });

beforeEach(() => {
  ec2.reset();
  ec2.on(DescribeNetworkInterfacesCommand).resolves({ NetworkInterfaces: [] });
  ec2.on(DescribeSecurityGroupsCommand).resolves({ SecurityGroups: [] });
  ec2.on(DescribeSecurityGroupRulesCommand).resolves({ SecurityGroupRules: [] });
  ec2.on(DescribeSecurityGroupVpcAssociationsCommand).resolves({});
  ec2.on(DescribeManagedPrefixListsCommand).resolves({ PrefixLists: [] });
  ec2.on(DescribeSubnetsCommand).resolves({ Subnets: [] });
  ec2.on(DescribeVpcsCommand).resolves({ Vpcs: [] });
  ec2.on(DescribeNetworkAclsCommand).resolves({ NetworkAcls: [] });
  ec2.on(DescribeRouteTablesCommand).resolves({ RouteTables: [] });
  ec2.on(DescribeVpcPeeringConnectionsCommand).resolves({ VpcPeeringConnections: [] });
  ec2.on(DescribeInstancesCommand).resolves({ Reservations: [] });
});

describe('Reading EC2', () => {
  it('makes one call for each listing of an empty account, with the largest pages', async () => {
    const read = await drainReader(reader());
    expect(read.map(({ call }) => call.file)).toEqual([
      'ec2/describe-network-interfaces',
      'ec2/describe-security-groups',
      'ec2/describe-security-group-rules',
      'ec2/describe-security-group-vpc-associations',
      'ec2/describe-managed-prefix-lists',
      'ec2/describe-subnets',
      'ec2/describe-vpcs',
      'ec2/describe-network-acls',
      'ec2/describe-route-tables',
      'ec2/describe-vpc-peering-connections',
      'ec2/describe-instances',
    ]);
    expect(ec2.calls()).toHaveLength(11);
    const sizes = ec2
      .calls()
      .map(({ args: [command] }) => Reflect.get(command.input, 'MaxResults'));
    expect(sizes).toEqual([1000, 1000, 1000, 1000, 100, 1000, 1000, 1000, 100, 1000, 1000]);
  });

  it('asks for the interfaces of services too', async () => {
    await drainReader(reader());
    const [call] = ec2.commandCalls(DescribeNetworkInterfacesCommand);
    expect(call?.args[0].input.IncludeManagedResources).toBe(true);
  });

  it('follows every page, and names the call as the snapshot does', async () => {
    ec2
      .on(DescribeNetworkInterfacesCommand)
      .resolvesOnce({ NetworkInterfaces: [{ NetworkInterfaceId: 'eni-1' }], NextToken: 'more' })
      .resolvesOnce({ NetworkInterfaces: [{ NetworkInterfaceId: 'eni-2' }] });
    const [interfaces] = await drainReader(reader());
    expect(interfaces).toMatchObject({
      call: { key: 'NetworkInterfaces', form: 'list', permission: 'ec2:DescribeNetworkInterfaces' },
      items: [{ NetworkInterfaceId: 'eni-1' }, { NetworkInterfaceId: 'eni-2' }],
    });
    const [, second] = ec2.commandCalls(DescribeNetworkInterfacesCommand);
    expect(second?.args[0].input.NextToken).toBe('more');
  });

  it('reads the entries of the prefix lists that rules and routes name, each once', async () => {
    ec2.on(DescribeSecurityGroupRulesCommand).resolves({
      SecurityGroupRules: [{ PrefixListId: 'pl-0b' }, { PrefixListId: 'pl-0a' }, {}],
    });
    ec2.on(DescribeRouteTablesCommand).resolves({
      RouteTables: [{ Routes: [{ DestinationPrefixListId: 'pl-0a' }, { GatewayId: 'local' }] }],
    });
    ec2.on(GetManagedPrefixListEntriesCommand).resolves({ Entries: [{ Cidr: '10.0.0.0/8' }] });
    const read = await drainReader(reader());
    expect(read.slice(-2).map(({ call, items }) => [call.file, call.argument, items])).toEqual([
      ['ec2/get-managed-prefix-list-entries', 'pl-0a', [{ Cidr: '10.0.0.0/8' }]],
      ['ec2/get-managed-prefix-list-entries', 'pl-0b', [{ Cidr: '10.0.0.0/8' }]],
    ]);
  });

  it.each([
    ['UnauthorizedOperation', 'denied'],
    ['ExpiredToken', 'denied'],
    ['RequestLimitExceeded', 'throttled'],
    ['InternalError', 'unreachable'],
  ])('tells %s as %s, after what was read', async (code, failure) => {
    ec2
      .on(DescribeNetworkInterfacesCommand)
      .resolvesOnce({ NetworkInterfaces: [{ NetworkInterfaceId: 'eni-1' }], NextToken: 'more' })
      .rejectsOnce(failing(code));
    for await (const call of reader().calls()) {
      const { items, error } = await drain(call);
      expect(items).toHaveLength(1);
      expect(error).toBeInstanceOf(LiveReadError);
      expect(error).toMatchObject({ failure, code, message: `${code} happened` });
      break;
    }
  });

  it('reads on after a call that was denied', async () => {
    ec2.on(DescribeSubnetsCommand).rejects(failing('UnauthorizedOperation'));
    const read = await drainReader(reader());
    expect(read.map(({ call }) => call.file)).toContain('ec2/describe-instances');
    expect(read).toHaveLength(11);
  });
});
