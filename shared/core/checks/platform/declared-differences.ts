import { type CniSettings, truthOf } from '../../estate/index.ts';
import type { CniContainer, CniView, Declared } from '../contract/platform-views.ts';

/** A variable that runs otherwise than it is declared; both as texts. */
export interface Difference {
  readonly name: string;
  readonly declared: string;
  readonly running: string;
}

/** A setting that decides about security groups: what it is where nobody sets it is known. */
interface Decisive {
  readonly container: CniContainer;
  readonly name: string;
  /** Null: not seen. */
  readonly valueIn: (settings: CniSettings) => string | null;
}

const textOf = (value: boolean | null): string | null => (value === null ? null : `${value}`);

/** amazon-vpc-cni-k8s README.md, with its defaults. */
const DECISIVE: readonly Decisive[] = [
  { container: 'node', name: 'ENABLE_POD_ENI', valueIn: ({ podEni }) => textOf(podEni) },
  { container: 'node', name: 'POD_SECURITY_GROUP_ENFORCING_MODE', valueIn: ({ mode }) => mode },
  {
    container: 'node',
    name: 'AWS_VPC_K8S_CNI_EXTERNALSNAT',
    valueIn: ({ externalSnat }) => textOf(externalSnat),
  },
  {
    container: 'node',
    name: 'AWS_VPC_K8S_CNI_EXCLUDE_SNAT_CIDRS',
    valueIn: ({ excludedFromSnat }) => excludedFromSnat?.toString() ?? null,
  },
  {
    container: 'node',
    name: 'AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG',
    valueIn: ({ customNetworking }) => textOf(customNetworking),
  },
  {
    container: 'init',
    name: 'DISABLE_TCP_EARLY_DEMUX',
    valueIn: ({ tcpEarlyDemux }) => textOf(tcpEarlyDemux === null ? null : !tcpEarlyDemux),
  },
];

/** `true` and `1` are one value to the CNI. */
const isSame = (a: string, b: string): boolean =>
  a === b || (truthOf(a) !== null && truthOf(a) === truthOf(b));

const isDecisive = ({ container, name }: Pick<Decisive, 'container' | 'name'>): boolean =>
  DECISIVE.some((one) => one.container === container && one.name === name);

/** What the add-on declares and the DaemonSet does not run with; `isUnseen` where some of it could not be compared. */
export function declaredDifferences(
  declared: Declared,
  cni: CniView,
  running: CniSettings,
): { readonly differences: readonly Difference[]; readonly isUnseen: boolean } {
  const differences: Difference[] = [];
  let isUnseen = false;
  for (const { name, valueIn } of DECISIVE) {
    const [wanted, has] = [valueIn(declared.settings), valueIn(running)];
    if (has === null) isUnseen = true;
    else if (wanted !== null && wanted !== has) {
      differences.push({ name, declared: wanted, running: has });
    }
  }
  for (const { container, name, value } of declared.variables) {
    if (isDecisive({ container, name })) continue;
    const found = cni.variable(container, name);
    if (found.state === 'unseen') isUnseen = true;
    else if (found.state === 'absent')
      differences.push({ name, declared: value, running: 'unset' });
    else if (!isSame(found.value, value)) {
      differences.push({ name, declared: value, running: found.value });
    }
  }
  return { differences, isUnseen };
}
