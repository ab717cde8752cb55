import {
  DescribeAddonCommand,
  DescribeClusterCommand,
  EKSClient,
  paginateListClusters,
} from '@aws-sdk/client-eks';
import { type LiveReader, LiveReadError } from '../../audit/index.ts';
import { toLiveReadError } from './aws-failure.ts';
import { type AwsOptions, clientOptions } from './client-options.ts';
import { type Paces, pacesOf } from './pace.ts';
import { pagedCall, singleCall } from './paged-call.ts';

const ADDON = 'vpc-cni';
const PAGE = 100;

/** How to reach the Kubernetes API of a cluster, and who it is. */
export interface ClusterAccess {
  readonly arn: string;
  readonly name: string;
  readonly endpoint: string;
  /** PEM, base64. */
  readonly certificateAuthority: string;
}

/** The cluster as EKS describes it, its CNI add-on, and the names of its neighbours. */
export function eksReader(
  cluster: string,
  options: AwsOptions,
  client: EKSClient = new EKSClient(clientOptions(options)),
  paces: Paces = pacesOf(),
): LiveReader {
  return {
    async *calls() {
      yield singleCall(
        {
          file: 'eks/describe-cluster',
          key: 'cluster',
          permission: 'eks:DescribeCluster',
          get: () => client.send(new DescribeClusterCommand({ name: cluster })),
        },
        paces,
      );
      yield singleCall(
        {
          file: `eks/describe-addon-${ADDON}`,
          key: 'addon',
          permission: 'eks:DescribeAddon',
          get: () =>
            client.send(new DescribeAddonCommand({ clusterName: cluster, addonName: ADDON })),
        },
        paces,
      );
      yield pagedCall(
        {
          file: 'eks/list-clusters',
          key: 'clusters',
          permission: 'eks:ListClusters',
          open: () => paginateListClusters({ client, pageSize: PAGE }, {}),
        },
        paces,
      );
    },
  };
}

/** Rejects with a LiveReadError where the cluster cannot be described, or is not ready to be read. */
export async function describeAccess(
  cluster: string,
  options: AwsOptions,
  client: EKSClient = new EKSClient(clientOptions(options)),
): Promise<ClusterAccess> {
  const answer = await client
    .send(new DescribeClusterCommand({ name: cluster }))
    .catch((error: unknown) => {
      throw toLiveReadError(error);
    });
  const { arn, name, endpoint, certificateAuthority, status } = answer.cluster ?? {};
  const authority = certificateAuthority?.data;
  if (arn === undefined || endpoint === undefined || authority === undefined) {
    const state = status ?? 'no status';
    throw new LiveReadError(
      'absent',
      'ClusterNotReady',
      `${cluster} has no endpoint yet (${state})`,
    );
  }
  return { arn, name: name ?? cluster, endpoint, certificateAuthority: authority };
}
