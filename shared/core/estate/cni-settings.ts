import { IpSet, parsePrefix } from '../net/index.ts';
import type { ClusterSnapshot, CniConfigMap, CniEnvironment, EnvValue } from '../model/index.ts';
import type { CniSettings, CniStage } from './estate.ts';

/** Go's strconv.ParseBool; anything else leaves the default (amazon-vpc-cni-k8s utils/utils.go). */
const TRUE = new Set(['1', 't', 'T', 'TRUE', 'true', 'True']);
const FALSE = new Set(['0', 'f', 'F', 'FALSE', 'false', 'False']);

/** A variable of the environment: its value, nothing, or something that was not seen. */
export type Variable =
  | { readonly state: 'value'; readonly value: string }
  | { readonly state: 'absent' }
  | { readonly state: 'unseen' };

type Lookup = Variable;

function resolve(value: EnvValue, configMap: CniConfigMap | null): Lookup {
  switch (value.kind) {
    case 'literal':
      return { state: 'value', value: value.value };
    case 'config-map': {
      if (configMap?.name !== value.name) return { state: 'unseen' };
      const found = configMap.data.get(value.key);
      return found === undefined ? { state: 'unseen' } : { state: 'value', value: found };
    }
    case 'unresolvable':
      return { state: 'unseen' };
  }
}

/** What a variable is in one of aws-node's two containers. */
export function variableOf(
  environment: CniEnvironment,
  container: 'node' | 'init',
  name: string,
  configMap: CniConfigMap | null,
): Variable {
  const value = environment[container].get(name);
  if (value !== undefined) return resolve(value, configMap);
  return environment.opaque ? { state: 'unseen' } : { state: 'absent' };
}

const lookUp = (
  environment: CniEnvironment,
  name: string,
  configMap: CniConfigMap | null,
): Lookup => variableOf(environment, 'node', name, configMap);

/** As the CNI reads a truth value; null for what it does not. */
export const truthOf = (text: string): boolean | null =>
  TRUE.has(text) ? true : FALSE.has(text) ? false : null;

function booleanOf(found: Lookup, byDefault: boolean): boolean | null {
  if (found.state === 'unseen') return null;
  if (found.state === 'absent') return byDefault;
  return truthOf(found.value) ?? byDefault;
}

/** Exact match; absent, misspelt or in another case is strict (amazon-vpc-cni-k8s pkg/sgpp/utils.go). */
function modeOf(found: Lookup): 'strict' | 'standard' | null {
  if (found.state === 'unseen') return null;
  return found.state === 'value' && found.value === 'standard' ? 'standard' : 'strict';
}

/** Comma-separated; items that are no prefix are skipped, as the CNI skips them. */
function excludedOf(found: Lookup): IpSet | null {
  if (found.state === 'unseen') return null;
  if (found.state === 'absent') return IpSet.empty;
  const prefixes = found.value.split(',').map((item) => parsePrefix(item.trim()));
  return IpSet.fromPrefixes(prefixes.filter((prefix) => prefix !== null));
}

export const UNSEEN_SETTINGS: CniSettings = {
  podEni: null,
  mode: null,
  externalSnat: null,
  excludedFromSnat: null,
  customNetworking: null,
  v4Egress: null,
  tcpEarlyDemux: null,
  environment: null,
};

/** The settings that decide identities, out of one aws-node pod's (or the DaemonSet's) environment. */
export function settingsOf(
  environment: CniEnvironment,
  configMap: CniConfigMap | null,
): CniSettings {
  const find = (name: string): Lookup => lookUp(environment, name, configMap);
  return {
    podEni: booleanOf(find('ENABLE_POD_ENI'), false),
    mode: modeOf(find('POD_SECURITY_GROUP_ENFORCING_MODE')),
    externalSnat: booleanOf(find('AWS_VPC_K8S_CNI_EXTERNALSNAT'), false),
    excludedFromSnat: excludedOf(find('AWS_VPC_K8S_CNI_EXCLUDE_SNAT_CIDRS')),
    customNetworking: booleanOf(find('AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG'), false),
    v4Egress: v4EgressOf(environment, configMap),
    tcpEarlyDemux: earlyDemuxOf(environment, configMap),
    environment,
  };
}

/** Every revision of aws-node that is kept. None at all is no history of a DaemonSet that runs. */
export function historyOf(
  { cniRevisions }: ClusterSnapshot,
  configMap: CniConfigMap | null,
): readonly CniStage[] | null {
  if (!cniRevisions.complete || cniRevisions.items.length === 0) return null;
  return cniRevisions.items
    .map(({ createdAt, revision, cni }) => ({
      createdAt,
      revision,
      settings: settingsOf(cni, configMap),
    }))
    .toSorted(
      (a, b) => (a.createdAt ?? 0) - (b.createdAt ?? 0) || (a.revision ?? 0) - (b.revision ?? 0),
    );
}

/** ENABLE_V4_EGRESS is read by the init container; the chart sets it on both. */
function v4EgressOf(environment: CniEnvironment, configMap: CniConfigMap | null): boolean | null {
  const init = environment.init.get('ENABLE_V4_EGRESS');
  if (init !== undefined) return booleanOf(resolve(init, configMap), true);
  return booleanOf(lookUp(environment, 'ENABLE_V4_EGRESS', configMap), true);
}

/** DISABLE_TCP_EARLY_DEMUX is read by the init container alone. */
function earlyDemuxOf(environment: CniEnvironment, configMap: CniConfigMap | null): boolean | null {
  const found = variableOf(environment, 'init', 'DISABLE_TCP_EARLY_DEMUX', configMap);
  const isDisabled = booleanOf(found, false);
  return isDisabled === null ? null : !isDisabled;
}

/** What these texts would make of aws-node: nothing of it comes from elsewhere. */
export function settingsOfTexts(
  node: ReadonlyMap<string, string>,
  init: ReadonlyMap<string, string>,
): CniSettings {
  const literal = (texts: ReadonlyMap<string, string>): CniEnvironment['node'] =>
    new Map([...texts].map(([name, value]) => [name, { kind: 'literal', value }]));
  return settingsOf({ node: literal(node), init: literal(init), opaque: false }, null);
}

/** Equal in everything that decides an identity. Unseen values are equal to nothing. */
export function sameWiring(a: CniSettings, b: CniSettings): boolean {
  return (
    a.podEni !== null &&
    a.mode !== null &&
    a.externalSnat !== null &&
    a.v4Egress !== null &&
    a.excludedFromSnat !== null &&
    b.excludedFromSnat !== null &&
    a.podEni === b.podEni &&
    a.mode === b.mode &&
    a.externalSnat === b.externalSnat &&
    a.v4Egress === b.v4Egress &&
    a.excludedFromSnat.equals(b.excludedFromSnat)
  );
}

/** Seconds as an integer; 60 by default, never below 30 (resource controller, pkg/config/loader.go). */
export function cooldownMsOf(configMap: CniConfigMap | null): number {
  const text = configMap?.data.get('branch-eni-cooldown')?.trim() ?? '';
  const seconds = /^[+-]?\d{1,9}$/.test(text) ? Number(text) : 60;
  return Math.max(30, seconds) * 1000;
}
