import { KEEP } from '../fields.ts';
import {
  flagAt,
  isObject,
  Malformed,
  objectAt,
  objectOf,
  objectsOrEmpty,
  type RawObject,
  textOrNull,
} from '../raw.ts';

/** The extended resource that asks for a branch interface. */
const POD_ENI_RESOURCE = 'vpc.amazonaws.com/pod-eni';

const OS_SELECTORS = ['kubernetes.io/os', 'beta.kubernetes.io/os'] as const;

/** What a pod, or a workload's template, says about where and how its pods run. */
export const PLACEMENT_FIELDS = {
  hostNetwork: KEEP,
  serviceAccountName: KEEP,
  serviceAccount: KEEP,
  nodeSelector: Object.fromEntries(OS_SELECTORS.map((key) => [key, KEEP] as const)),
} as const;

export const RESOURCES_FIELDS = {
  limits: { [`${POD_ENI_RESOURCE}*`]: KEEP },
  requests: { [POD_ENI_RESOURCE]: KEEP },
} as const;

export interface Placement {
  readonly serviceAccountName: string | null;
  readonly hostNetwork: boolean;
  readonly osSelectors: readonly string[];
}

export function decodePlacement(podSpec: RawObject): Placement {
  // `serviceAccount` is the deprecated alias that the API server still fills in.
  const account =
    textOrNull(podSpec, 'serviceAccountName') || textOrNull(podSpec, 'serviceAccount');
  return {
    serviceAccountName: account === '' ? null : account,
    hostNetwork: flagAt(podSpec, 'hostNetwork'),
    osSelectors: osSelectorsOf(podSpec),
  };
}

function osSelectorsOf(podSpec: RawObject): readonly string[] {
  if (podSpec['nodeSelector'] === undefined) return NO_SELECTORS;
  const selector = objectAt(podSpec, 'nodeSelector');
  return OS_SELECTORS.map((key) => textOrNull(selector, key)).filter((os) => os !== null);
}

const NO_SELECTORS: readonly string[] = [];

export interface EniClaim {
  readonly firstContainerWantsEni: boolean;
  readonly eniRequests: number;
}

/**
 * Two readers, two readings: ipamd takes the first container whose limits have a name that begins with the resource's
 * (amazon-vpc-cni-k8s pkg/ipamd/rpc_handler.go), the controller adds up the requests of all of them
 * (amazon-vpc-resource-controller-k8s controllers/core/pod_controller.go).
 */
export function decodeEniClaim(podSpec: RawObject): EniClaim {
  const containers = objectsOrEmpty(podSpec, 'containers');
  let eniRequests = 0;
  for (const container of containers) eniRequests += eniRequestOf(container);
  return { firstContainerWantsEni: wantsEni(containers[0]), eniRequests };
}

function wantsEni(container: RawObject | undefined): boolean {
  const limits = container === undefined ? undefined : resourcesOf(container, 'limits');
  if (limits === undefined) return false;
  for (const name in limits) if (name.startsWith(POD_ENI_RESOURCE)) return true;
  return false;
}

/** Kubernetes takes the limit where a request for the resource is missing. */
function eniRequestOf(container: RawObject): number {
  const requested = resourcesOf(container, 'requests')?.[POD_ENI_RESOURCE];
  return quantityOf(requested ?? resourcesOf(container, 'limits')?.[POD_ENI_RESOURCE]);
}

function resourcesOf(container: RawObject, key: 'limits' | 'requests'): RawObject | undefined {
  const resources = container['resources'];
  const found = isObject(resources) ? resources[key] : resources;
  return found === undefined || found === null ? undefined : objectOf(found, `resources.${key}`);
}

/** Extended resources are whole numbers. */
export function quantityOf(value: unknown): number {
  if (value === undefined || value === null) return 0;
  if (value === '1' || value === '0') return value === '1' ? 1 : 0;
  const quantity = typeof value === 'string' && DIGITS.test(value) ? Number(value) : value;
  if (typeof quantity === 'number' && Number.isSafeInteger(quantity) && quantity >= 0)
    return quantity;
  throw new Malformed(`the quantity of ${POD_ENI_RESOURCE} is not a whole number`);
}

const DIGITS = /^[0-9]{1,9}$/;
