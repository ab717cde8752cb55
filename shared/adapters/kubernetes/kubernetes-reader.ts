import type { LiveCall, LiveReader } from '../../audit/index.ts';
import { listObjects, type ListOptions } from './list-pages.ts';

/** One kind of object, where the API server lists it, and the file that holds it. */
interface KindRead {
  readonly file: string;
  readonly sources: readonly {
    readonly path: string;
    readonly apiVersion: string;
    readonly kind: string;
  }[];
  /** As RBAC names them. */
  readonly group: string;
  readonly resources: readonly string[];
}

const CORE = 'v1';
const APPS = 'apps/v1';
const BATCH = 'batch/v1';
const ADMISSION = 'admissionregistration.k8s.io/v1';

const oneKind = (
  resource: string,
  apiVersion: string,
  kind: string,
  place: { readonly file?: string; readonly under?: string; readonly query?: string } = {},
): KindRead => {
  const root = apiVersion === CORE ? '/api/v1' : `/apis/${apiVersion}`;
  const [group = ''] = apiVersion.includes('/') ? apiVersion.split('/') : [''];
  const path = `${root}/${place.under ?? ''}${resource}${place.query ?? ''}`;
  return {
    file: `k8s/${place.file ?? resource}`,
    sources: [{ path, apiVersion, kind }],
    group,
    resources: [resource],
  };
};

const IN_KUBE_SYSTEM = 'namespaces/kube-system/';
const named = (name: string): string => `?fieldSelector=metadata.name%3D${name}`;

/** Everything that is read of a cluster. Secrets are not among it. */
export const KIND_READS: readonly KindRead[] = [
  oneKind('securitygrouppolicies', 'vpcresources.k8s.aws/v1beta1', 'SecurityGroupPolicy'),
  oneKind('serviceaccounts', CORE, 'ServiceAccount'),
  oneKind('namespaces', CORE, 'Namespace'),
  oneKind('nodes', CORE, 'Node'),
  oneKind('pods', CORE, 'Pod'),
  oneKind('cninodes', 'vpcresources.k8s.aws/v1alpha1', 'CNINode'),
  oneKind('eniconfigs', 'crd.k8s.amazonaws.com/v1alpha1', 'ENIConfig'),
  // By name, as lists: an object that is not there is an empty list, and no error.
  oneKind('daemonsets', APPS, 'DaemonSet', {
    file: 'daemonset-aws-node',
    under: IN_KUBE_SYSTEM,
    query: named('aws-node'),
  }),
  oneKind('configmaps', CORE, 'ConfigMap', {
    file: 'configmap-amazon-vpc-cni',
    under: IN_KUBE_SYSTEM,
    query: named('amazon-vpc-cni'),
  }),
  {
    file: 'k8s/webhookconfigurations',
    sources: [
      {
        path: `/apis/${ADMISSION}/mutatingwebhookconfigurations`,
        apiVersion: ADMISSION,
        kind: 'MutatingWebhookConfiguration',
      },
      {
        path: `/apis/${ADMISSION}/validatingwebhookconfigurations`,
        apiVersion: ADMISSION,
        kind: 'ValidatingWebhookConfiguration',
      },
    ],
    group: 'admissionregistration.k8s.io',
    resources: ['mutatingwebhookconfigurations', 'validatingwebhookconfigurations'],
  },
  oneKind('replicasets', APPS, 'ReplicaSet'),
  oneKind('jobs', BATCH, 'Job'),
  oneKind('deployments', APPS, 'Deployment'),
  oneKind('statefulsets', APPS, 'StatefulSet'),
  oneKind('daemonsets', APPS, 'DaemonSet'),
  oneKind('cronjobs', BATCH, 'CronJob'),
  oneKind('controllerrevisions', APPS, 'ControllerRevision', { under: IN_KUBE_SYSTEM }),
];

export interface KubernetesReaderOptions extends ListOptions {
  /** The fields of an object that are kept, by the file that it stands in. */
  readonly keep: (file: string, object: object) => object;
}

function callOf(read: KindRead, options: KubernetesReaderOptions): LiveCall {
  return {
    file: read.file,
    argument: null,
    key: 'items',
    form: 'list',
    permission: `list ${read.resources.join(' and ')}${read.group === '' ? '' : `.${read.group}`}`,
    grant: JSON.stringify({ apiGroups: [read.group], resources: read.resources, verbs: ['list'] }),
    async *pages() {
      for (const { path, apiVersion, kind } of read.sources) {
        // Lists name the kind once; items of a file name it each.
        const keep = (object: object): object =>
          options.keep(read.file, { apiVersion, kind, ...object });
        yield await listObjects(path, keep, options);
      }
    },
  };
}

/** The objects of one cluster, kind by kind; policies before the pods that they were applied to. */
export const kubernetesReader = (options: KubernetesReaderOptions): LiveReader => ({
  async *calls() {
    for (const read of KIND_READS) yield callOf(read, options);
  },
});
