import {
  type AwsScope,
  type DbProxy,
  type DbProxyTargets,
  type Listing,
  type PrefixListEntries,
  type SecurityGroup,
  toPrefixListId,
  toVpcId,
} from '../core/model/index.ts';
import { ArgumentListings, type ArgumentSinks, itemPerArgument } from './argument-listings.ts';
import * as ec2 from './ec2/index.ts';
import { clusterNames } from './eks/index.ts';
import * as elasticache from './elasticache/index.ts';
import {
  nestedRulesOf,
  prefixListsOfRoutes,
  prefixListsOfRules,
  withGroupsForVpc,
  withVpcsOf,
} from './group-listings.ts';
import type { Interner } from './intern.ts';
import { ListingBuilder, type ListingSink } from './listing-builder.ts';
import type { ReadTimes } from './manifest.ts';
import { ListPart, type PartReader, UnmodelledPart } from './part-reader.ts';
import * as rds from './rds/index.ts';

export type ScopeIdentity = Pick<AwsScope, 'accountId' | 'region' | 'includeManagedResources'>;

function buildersFor(intern: Interner, unread: ec2.UnreadRules) {
  return {
    interfaces: new ListingBuilder(ec2.networkInterfaces, intern),
    groups: new ListingBuilder(ec2.securityGroups, intern),
    rules: new ListingBuilder(ec2.securityGroupRules(unread), intern),
    groupVpcAssociations: new ListingBuilder(ec2.groupVpcAssociations, intern),
    prefixLists: new ListingBuilder(ec2.prefixLists, intern),
    subnets: new ListingBuilder(ec2.subnets, intern),
    vpcs: new ListingBuilder(ec2.vpcs, intern),
    nacls: new ListingBuilder(ec2.networkAcls, intern),
    routeTables: new ListingBuilder(ec2.routeTables, intern),
    peerings: new ListingBuilder(ec2.peerings, intern),
    instances: new ListingBuilder(ec2.instances, intern),
    dbInstances: new ListingBuilder(rds.dbInstances, intern),
    dbClusters: new ListingBuilder(rds.dbClusters, intern),
    dbSubnetGroups: new ListingBuilder(rds.dbSubnetGroups, intern),
    dbProxies: new ListingBuilder(rds.dbProxies, intern),
    dbProxyEndpoints: new ListingBuilder(rds.dbProxyEndpoints, intern),
    optionGroups: new ListingBuilder(rds.optionGroups, intern),
    cacheClusters: new ListingBuilder(elasticache.cacheClusters, intern),
    replicationGroups: new ListingBuilder(elasticache.replicationGroups, intern),
    serverlessCaches: new ListingBuilder(elasticache.serverlessCaches, intern),
    cacheSubnetGroups: new ListingBuilder(elasticache.cacheSubnetGroups, intern),
    clusterNames: new ListingBuilder(clusterNames, intern),
  };
}

/** Read by nobody yet: transit gateways, and what only describes. */
const UNMODELLED = /^ec2\/((describe|get|search)-transit-gateway.*|describe-internet-gateways)$/;

/** Decodes the AWS files of one account and region. */
export class ScopeDecoder {
  readonly #unread = new ec2.UnreadRules();
  readonly #builders: ReturnType<typeof buildersFor>;
  readonly #prefixListEntries: ArgumentListings<PrefixListEntries['prefixes'][number]>;
  readonly #proxyTargets: ArgumentListings<DbProxyTargets['targets'][number]>;
  readonly #groupsForVpc: ArgumentListings<SecurityGroup>;

  constructor(intern: Interner) {
    this.#builders = buildersFor(intern, this.#unread);
    this.#prefixListEntries = new ArgumentListings(ec2.prefixListEntries, intern);
    this.#proxyTargets = new ArgumentListings(rds.dbProxyTargets, intern);
    this.#groupsForVpc = new ArgumentListings(ec2.groupsForVpc, intern);
  }

  /** Null for a file that podfence does not know. */
  part(file: string, source: string): PartReader | null {
    const [sink] = this.sinksFor(file);
    if (sink !== undefined) return new ListPart(sink, source);
    return UNMODELLED.test(file) ? new UnmodelledPart() : null;
  }

  /** The listing that a file gives. */
  sinksFor(file: string): readonly ListingSink[] {
    for (const listings of this.#byArgument()) {
      const argument = listings.argumentOf(file);
      if (argument !== null) return [listings.for(argument)];
    }
    return Object.values(this.#builders).filter(({ spec }) => spec.file === file);
  }

  /** All listings of one service, or of all. */
  allSinks(service: string | null = null): readonly ListingSink[] {
    const sinks = [
      ...Object.values(this.#builders),
      ...this.#byArgument().flatMap((one) => one.sinks()),
    ];
    return service === null
      ? sinks
      : sinks.filter(({ spec }) => spec.file.startsWith(`${service}/`));
  }

  build(identity: ScopeIdentity, folder: string, times: ReadTimes): AwsScope {
    const all = this.#builders;
    const built = <T>(builder: ListingBuilder<T>): Listing<T> =>
      builder.build(`${folder}${builder.spec.file}.json`, times);
    const described = built(all.groups);
    const rules = built(all.rules);
    const nestedRules = nestedRulesOf(described);
    const routeTables = built(all.routeTables);
    const dbProxies = built(all.dbProxies);
    const forVpc = this.#groupsForVpc.build(folder, times);
    return {
      ...identity,
      interfaces: built(all.interfaces),
      groups: withGroupsForVpc(described, forVpc),
      rules,
      nestedRules,
      incompleteRuleGroups: this.#incompleteRuleGroups(),
      groupVpcAssociations: withVpcsOf(built(all.groupVpcAssociations), forVpc),
      groupsForVpcs: this.#groupsForVpcs(folder, times),
      prefixLists: built(all.prefixLists),
      prefixListEntries: this.#entries(folder, times, [
        ...prefixListsOfRules([...rules.items, ...nestedRules.items]),
        ...prefixListsOfRoutes(routeTables.items),
      ]),
      subnets: built(all.subnets),
      vpcs: built(all.vpcs),
      nacls: built(all.nacls),
      routeTables,
      peerings: built(all.peerings),
      instances: built(all.instances),
      dbInstances: built(all.dbInstances),
      dbClusters: built(all.dbClusters),
      dbSubnetGroups: built(all.dbSubnetGroups),
      dbProxies,
      dbProxyTargets: this.#targets(folder, times, dbProxies.items),
      dbProxyEndpoints: built(all.dbProxyEndpoints),
      optionGroups: built(all.optionGroups),
      cacheClusters: built(all.cacheClusters),
      replicationGroups: built(all.replicationGroups),
      serverlessCaches: built(all.serverlessCaches),
      cacheSubnetGroups: built(all.cacheSubnetGroups),
      clusterNames: built(all.clusterNames),
    };
  }

  #byArgument(): readonly ArgumentSinks[] {
    return [this.#prefixListEntries, this.#proxyTargets, this.#groupsForVpc];
  }

  #incompleteRuleGroups(): AwsScope['incompleteRuleGroups'] {
    const { rules } = this.#builders;
    if (rules.anyItemMissing || this.#unread.all) return 'any';
    const contradicted = rules.contradicted().map((rule) => rule.groupId);
    return new Set([...this.#unread.groups, ...contradicted]);
  }

  #entries(
    folder: string,
    times: ReadTimes,
    wanted: readonly string[],
  ): AwsScope['prefixListEntries'] {
    const { file } = this.#prefixListEntries.spec;
    const answers = this.#prefixListEntries.build(folder, times, wanted);
    const known = answers.flatMap(([argument, listing]) => {
      const id = toPrefixListId(argument);
      return id === null ? [] : [[id, listing] as const];
    });
    return itemPerArgument(
      `${folder}${file}-<prefix-list-id>.json`,
      known,
      (id, { items, complete }) => ({
        id,
        prefixes: items,
        complete,
      }),
    );
  }

  #groupsForVpcs(folder: string, times: ReadTimes): AwsScope['groupsForVpcs'] {
    const { file } = this.#groupsForVpc.spec;
    const known = this.#groupsForVpc.build(folder, times).flatMap(([argument, listing]) => {
      const id = toVpcId(argument);
      return id === null ? [] : [[id, listing] as const];
    });
    return itemPerArgument(
      `${folder}${file}-<vpc-id>.json`,
      known,
      (vpcId, { items, complete }) => ({
        vpcId,
        groupIds: new Set(items.map(({ id }) => id)),
        complete,
      }),
    );
  }

  #targets(
    folder: string,
    times: ReadTimes,
    proxies: readonly DbProxy[],
  ): AwsScope['dbProxyTargets'] {
    const { file } = this.#proxyTargets.spec;
    const answers = this.#proxyTargets.build(
      folder,
      times,
      proxies.map(({ name }) => name),
    );
    const source = `${folder}${file}-<proxy-name>.json`;
    return itemPerArgument(source, answers, (proxyName, { items, complete }) => ({
      proxyName,
      complete,
      targets: items,
    }));
  }
}
