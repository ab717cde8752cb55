import * as ec2 from './ec2/index.ts';
import * as eks from './eks/index.ts';
import * as elasticache from './elasticache/index.ts';
import { type Fields, project } from './fields.ts';
import * as kubernetes from './kubernetes/index.ts';
import type { ListingSpec } from './listing-spec.ts';
import * as rds from './rds/index.ts';

/** What the documentation and the collector need to know of a call. */
export type Call = Pick<
  ListingSpec<unknown>,
  'file' | 'argument' | 'command' | 'key' | 'form' | 'required' | 'effect' | 'fields' | 'fieldsFor'
>;

/** Every call that gives a listing, in the order in which a snapshot is described. */
export const CALLS: readonly Call[] = [
  ec2.networkInterfaces,
  ec2.securityGroups,
  ec2.securityGroupRules(new ec2.UnreadRules()),
  ec2.groupVpcAssociations,
  ec2.groupsForVpc,
  ec2.prefixLists,
  ec2.prefixListEntries,
  ec2.subnets,
  ec2.vpcs,
  ec2.networkAcls,
  ec2.routeTables,
  ec2.peerings,
  ec2.instances,
  rds.dbInstances,
  rds.dbClusters,
  rds.dbSubnetGroups,
  rds.dbProxies,
  rds.dbProxyTargets,
  rds.dbProxyEndpoints,
  rds.optionGroups,
  elasticache.cacheClusters,
  elasticache.replicationGroups,
  elasticache.serverlessCaches,
  elasticache.cacheSubnetGroups,
  eks.eksClusters,
  eks.cniAddon,
  eks.clusterNames,
  kubernetes.pods,
  kubernetes.policies,
  kubernetes.serviceAccounts,
  kubernetes.namespaces,
  kubernetes.nodes,
  kubernetes.cniDaemonSet,
  kubernetes.cniConfigMap,
  kubernetes.cniNodes,
  kubernetes.eniConfigs,
  kubernetes.webhookConfigurations,
  kubernetes.replicaSets,
  kubernetes.jobs,
  kubernetes.deployments,
  kubernetes.statefulSets,
  kubernetes.daemonSets,
  kubernetes.cronJobs,
  kubernetes.cniRevisions,
];

const BY_FILE: ReadonlyMap<string, Call> = new Map(CALLS.map((call) => [call.file, call]));

/**
 * The collected form of one raw item: the fields that podfence reads and nothing else, so that a snapshot holds no
 * secrets and stays small. It decodes to the same as the raw item. `file` is the call's, as `ec2/describe-vpcs`.
 */
export function projectItem(file: string, raw: unknown): unknown {
  const call = BY_FILE.get(file);
  if (call === undefined) throw new Error(`${file} is no call that podfence collects`);
  return project(fieldsOf(call, raw), raw);
}

const fieldsOf = (call: Call, raw: unknown): Fields => call.fieldsFor?.(raw) ?? call.fields;
