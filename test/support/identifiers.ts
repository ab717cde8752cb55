import {
  type GroupId,
  type InstanceId,
  type InterfaceId,
  type PrefixListId,
  type RouteTableId,
  type RuleId,
  type StoreArn,
  type SubnetId,
  sortedUnique,
  toAccountId,
  toClusterArn,
  toGroupId,
  toInstanceId,
  toInterfaceId,
  toPrefixListId,
  toRouteTableId,
  toRuleId,
  toStoreArn,
  toSubnetId,
  toVpcId,
  type VpcId,
} from '../../shared/core/model/index.ts';
import {
  type IpAddress,
  parseAddress,
  parsePrefix,
  type Prefix,
} from '../../shared/core/net/index.ts';
import { must } from './counter.ts';

export const ACCOUNT = must(toAccountId('111122223333'));
export const REGION = 'us-west-2';

export const clusterArn = (name: string): string =>
  must(toClusterArn(`arn:aws:eks:${REGION}:${ACCOUNT}:cluster/${name}`));
export const databaseArn = (name: string): StoreArn =>
  must(toStoreArn(`arn:aws:rds:${REGION}:${ACCOUNT}:db:${name}`));
export const proxyArn = (name: string): StoreArn =>
  must(toStoreArn(`arn:aws:rds:${REGION}:${ACCOUNT}:db-proxy:${name}`));

export const groupId = (text: string): GroupId => must(toGroupId(text));
export const groupIds = (...texts: readonly string[]): readonly GroupId[] =>
  sortedUnique(texts.map(groupId));
export const instanceId = (text: string): InstanceId => must(toInstanceId(text));
export const interfaceId = (text: string): InterfaceId => must(toInterfaceId(text));
export const prefixListId = (text: string): PrefixListId => must(toPrefixListId(text));
export const routeTableId = (text: string): RouteTableId => must(toRouteTableId(text));
export const ruleId = (text: string): RuleId => must(toRuleId(text));
export const subnetId = (text: string): SubnetId => must(toSubnetId(text));
export const vpcId = (text: string): VpcId => must(toVpcId(text));

export const address = (text: string): IpAddress => must(parseAddress(text));
export const prefix = (text: string): Prefix => must(parsePrefix(text));
