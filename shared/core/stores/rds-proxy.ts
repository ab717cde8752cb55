import type {
  DbProxy,
  DbProxyEndpoint,
  GroupId,
  ProxyPath,
  Store,
  StoreArn,
  SubnetId,
  VpcId,
} from '../model/index.ts';
import { attachedGroups, withoutStatus, wornGroups } from './attached-groups.ts';
import { homeIn, type StoreContext } from './compiled-store.ts';
import { proxyPort } from './engine-port.ts';
import { placeIn } from './placement.ts';
import { proxyTargets, type StoreNames } from './proxy-targets.ts';
import { candidatesAmong } from './service-interfaces.ts';
import { gapsWhere, type StoreGap } from './store-gap.ts';
import { tagsShown } from './tags-shown.ts';

export interface CompiledProxy {
  readonly path: ProxyPath;
  readonly gaps: readonly StoreGap[];
}

const PORT_DERIVED =
  'RDS Proxy reports no port: it listens on the default port of its engine family.';

/** A proxy as a way to a store: the endpoints to which pods connect, and the side from which it dials. */
export function compileProxy(
  proxy: DbProxy,
  names: StoreNames,
  context: StoreContext,
): CompiledProxy {
  const { scope } = context;
  const further = scope.dbProxyEndpoints.items.filter(
    (it) => it.proxyName === proxy.name && !it.isDefault && it.arn !== proxy.arn,
  );
  const endpoints = [proxy, ...further].map((it) => compileEndpoint(it, proxy, context));
  const source = proxySource(proxy, context);
  const { targets, known } = proxyTargets(proxy, scope.dbProxyTargets.items, names);
  const path: ProxyPath = {
    proxyArn: proxy.arn,
    proxyName: proxy.name,
    endpoints,
    source,
    targets,
    targetsKnown: known,
  };
  const gaps = gapsWhere(proxy.arn, [
    [!scope.dbProxyEndpoints.complete, 'endpoints', scope.dbProxyEndpoints],
    [!known, 'targets', scope.dbProxyTargets],
  ]);
  return { path, gaps: [...gaps, ...endpoints.flatMap((it) => endpointGaps(it, context))] };
}

/** The default endpoint has the proxy's own groups, subnets and VPC; the others have theirs. */
interface Listener {
  readonly arn: StoreArn;
  readonly name: string;
  readonly status: string | null;
  readonly vpcId: VpcId | null;
  readonly groupIds: readonly GroupId[];
  readonly subnetIds: readonly SubnetId[];
}

function compileEndpoint(
  endpoint: Listener & (DbProxy | DbProxyEndpoint),
  proxy: DbProxy,
  context: StoreContext,
): Store {
  const port = proxyPort(proxy.engineFamily);
  const groups = attachedGroups(withoutStatus(endpoint.groupIds));
  return {
    arn: endpoint.arn,
    kind: 'rds-proxy',
    name: endpoint.name,
    engine: proxy.engineFamily.toLowerCase(),
    ...homeIn(context.scope, endpoint.arn),
    ...placeIn(endpoint.subnetIds, endpoint.vpcId, context.subnetVpcs),
    families: [4],
    doors: port === null ? [] : [{ port, groups, note: PORT_DERIVED }],
    publiclyAccessible: false,
    status: endpoint.status,
    ...tagsShown(null),
    candidateInterfaces: interfacesOf(endpoint, proxy, context),
  };
}

/** Proxies and their further endpoints name the proxy on their interfaces; place and groups tell them apart. */
function interfacesOf(listener: Listener, proxy: DbProxy, context: StoreContext) {
  const place = placeIn(listener.subnetIds, listener.vpcId, context.subnetVpcs);
  const worn = wornGroups(withoutStatus(listener.groupIds));
  return candidatesAmong(context.interfaces.proxies.get(proxy.name) ?? [], place, worn);
}

/**
 * Toward the database the proxy is assumed to wear its own groups, also for connections that came in by an endpoint
 * with other groups: no public text says otherwise.
 */
function proxySource(proxy: DbProxy, context: StoreContext): ProxyPath['source'] {
  const { vpcId, subnetIds } = placeIn(proxy.subnetIds, proxy.vpcId, context.subnetVpcs);
  return {
    vpcId,
    subnetIds: subnetIds ?? [],
    groups: attachedGroups(withoutStatus(proxy.groupIds)),
    interfaces: interfacesOf(proxy, proxy, context),
  };
}

function endpointGaps(endpoint: Store, { scope }: StoreContext): readonly StoreGap[] {
  const hasGroups = endpoint.doors.every((door) => door.groups.length > 0);
  return gapsWhere(endpoint.arn, [
    [!hasGroups, 'groups', scope.dbProxies],
    [endpoint.subnetIds === null, 'subnets', scope.dbProxies],
    [endpoint.doors.length === 0, 'port', scope.dbProxies],
    [!scope.interfaces.complete, 'interfaces', scope.interfaces],
  ]);
}
