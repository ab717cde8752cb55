import { createHash, createHmac } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import {
  DescribeAddonCommand,
  DescribeClusterCommand,
  EKSClient,
  ListClustersCommand,
} from '@aws-sdk/client-eks';
import { mockClient } from 'aws-sdk-client-mock';
import { describeAccess, eksReader, eksToken } from '../../../shared/adapters/aws/index.ts';
import { drainReader } from '../../support/live.ts';

const OPTIONS = { region: 'us-west-2', profile: null };
const NO_PACE = () => async (): Promise<void> => undefined;
const ARN = 'arn:aws:eks:us-west-2:111122223333:cluster/shop';
const AT = new Date('2026-11-20T10:30:00Z');
const CREDENTIALS = {
  accessKeyId: 'AKIDEXAMPLE',
  secretAccessKey: 'secret',
  sessionToken: 'token+/=',
};

const hmac = (key: string | Buffer, text: string): Buffer =>
  createHmac('sha256', key).update(text).digest();
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Signature Version 4 of a presigned request, worked out from its own URL. */
function signatureOf(url: URL, cluster: string): string {
  const query = [...url.searchParams]
    .filter(([name]) => name !== 'X-Amz-Signature')
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
    .toSorted()
    .join('&');
  const headers = `host:${url.host}\nx-k8s-aws-id:${cluster}\n`;
  const canonical = ['GET', '/', query, headers, 'host;x-k8s-aws-id', sha256('')].join('\n');
  const scope = '20261120/us-west-2/sts/aws4_request';
  const toSign = ['AWS4-HMAC-SHA256', '20261120T103000Z', scope, sha256(canonical)].join('\n');
  const key = ['20261120', 'us-west-2', 'sts', 'aws4_request'].reduce<Buffer | string>(
    (previous, part) => hmac(previous, part),
    `AWS4${CREDENTIALS.secretAccessKey}`,
  );
  return hmac(key, toSign).toString('hex');
}

const urlOf = (token: string): URL =>
  new URL(Buffer.from(token.replace('k8s-aws-v1.', ''), 'base64url').toString('utf8'));

describe('A token for the API server', () => {
  it('is a presigned call whose signature holds for the cluster and for no other', async () => {
    const token = await eksToken('shop', 'us-west-2', CREDENTIALS, AT);
    const url = urlOf(token);
    expect(url.origin).toBe('https://sts.us-west-2.amazonaws.com');
    expect(url.searchParams.get('Action')).toBe('GetCallerIdentity');
    expect(url.searchParams.get('X-Amz-Expires')).toBe('60');
    expect(url.searchParams.get('X-Amz-Security-Token')).toBe(CREDENTIALS.sessionToken);
    expect(url.searchParams.get('X-Amz-Signature')).toBe(signatureOf(url, 'shop'));
    expect(url.searchParams.get('X-Amz-Signature')).not.toBe(signatureOf(url, 'bank'));
  });

  it('keeps the name of the cluster a signed header, out of the query', async () => {
    const url = urlOf(await eksToken('shop', 'us-west-2', CREDENTIALS, AT));
    expect(url.searchParams.get('X-Amz-SignedHeaders')).toBe('host;x-k8s-aws-id');
    expect([...url.searchParams.keys()]).not.toContain('x-k8s-aws-id');
  });

  it('has no padding, and goes to the endpoint of its own partition', async () => {
    const token = await eksToken('shop', 'cn-north-1', CREDENTIALS, AT);
    expect(token).toMatch(/^k8s-aws-v1\.[A-Za-z0-9_-]+$/u);
    expect(urlOf(token).host).toBe('sts.cn-north-1.amazonaws.com.cn');
  });
});

describe('Reading EKS', () => {
  const client = new EKSClient({ region: 'us-west-2' });
  const eks = mockClient(client);

  it('gives the cluster, its CNI add-on and the names of its neighbours', async () => {
    eks.reset();
    eks.on(DescribeClusterCommand).resolves({ cluster: { name: 'shop', arn: ARN } });
    eks.on(DescribeAddonCommand).resolves({ addon: { addonName: 'vpc-cni' } });
    eks.on(ListClustersCommand).resolves({ clusters: ['shop', 'bank'] });
    const read = await drainReader(eksReader('shop', OPTIONS, client, NO_PACE));
    expect(read.map(({ call, items }) => [call.file, call.form, items])).toEqual([
      ['eks/describe-cluster', 'object', [{ name: 'shop', arn: ARN }]],
      ['eks/describe-addon-vpc-cni', 'object', [{ addonName: 'vpc-cni' }]],
      ['eks/list-clusters', 'list', ['shop', 'bank']],
    ]);
  });

  it('tells how to reach the API server', async () => {
    eks.reset();
    const cluster = {
      arn: ARN,
      name: 'shop',
      endpoint: 'https://api.example',
      certificateAuthority: { data: 'cGVt' },
    };
    eks.on(DescribeClusterCommand).resolves({ cluster });
    expect(await describeAccess('shop', OPTIONS, client)).toEqual({
      arn: ARN,
      name: 'shop',
      endpoint: 'https://api.example',
      certificateAuthority: 'cGVt',
    });
  });

  it('says so when the cluster is not there, or has no endpoint yet', async () => {
    eks.reset();
    const gone = Object.assign(new Error('No cluster found for name: shop.'), {
      name: 'ResourceNotFoundException',
    });
    eks
      .on(DescribeClusterCommand)
      .rejectsOnce(gone)
      .resolves({ cluster: { status: 'CREATING' } });
    await expect(describeAccess('shop', OPTIONS, client)).rejects.toMatchObject({
      failure: 'absent',
      code: 'ResourceNotFoundException',
    });
    await expect(describeAccess('shop', OPTIONS, client)).rejects.toMatchObject({
      message: 'shop has no endpoint yet (CREATING)',
    });
  });
});
