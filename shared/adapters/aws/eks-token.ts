import { STSClient } from '@aws-sdk/client-sts';
import { SignatureV4 } from '@smithy/signature-v4';
import { type AwsOptions, clientOptions } from './client-options.ts';
import { NodeSha256 } from './node-sha-256.ts';

const PREFIX = 'k8s-aws-v1.';
/** What the AWS CLI asks for (aws-cli, customizations/eks/get_token.py); the token itself holds for 15 minutes. */
const EXPIRES_SECONDS = 60;
const CLUSTER_HEADER = 'x-k8s-aws-id';

export type Credentials = Awaited<ReturnType<STSClient['config']['credentials']>>;

/** `amazonaws.com`, or the suffix of the partition that the region lies in. */
const stsHost = (region: string): string =>
  `sts.${region}.amazonaws.com${region.startsWith('cn-') ? '.cn' : ''}`;

export const credentialsOf = (options: AwsOptions): Promise<Credentials> =>
  new STSClient(clientOptions(options)).config.credentials();

/**
 * A bearer token for the API server of one cluster: a presigned `sts:GetCallerIdentity`, bound to the cluster by a signed
 * header (kubernetes-sigs/aws-iam-authenticator, pkg/token). It is a secret; nothing may log it.
 */
export async function eksToken(
  cluster: string,
  region: string,
  credentials: Credentials,
  at: Date,
): Promise<string> {
  const signer = new SignatureV4({
    service: 'sts',
    region,
    credentials,
    sha256: NodeSha256,
  });
  const host = stsHost(region);
  const request = {
    method: 'GET',
    protocol: 'https:',
    hostname: host,
    path: '/',
    query: { Action: 'GetCallerIdentity', Version: '2011-06-15' },
    headers: { host, [CLUSTER_HEADER]: cluster },
  };
  const { query = {} } = await signer.presign(request, {
    signingDate: at,
    expiresIn: EXPIRES_SECONDS,
    // Else it would be moved into the query, where the server does not look for it.
    unhoistableHeaders: new Set([CLUSTER_HEADER]),
    signableHeaders: new Set(['host', CLUSTER_HEADER]),
  });
  const url = new URL(`https://${host}/`);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, String(value));
  return PREFIX + Buffer.from(url.href.replaceAll('+', '%20')).toString('base64url');
}
