/** CloudTrail records and EventBridge events in the shapes that AWS writes, with ids of ours. */
export type Json = Readonly<Record<string, unknown>>;

const ACCOUNT = '111122223333';
const REGION = 'us-west-2';

export const JANE = {
  type: 'AssumedRole',
  arn: `arn:aws:sts::${ACCOUNT}:assumed-role/platform-admin/jane`,
  accountId: ACCOUNT,
};
export const CONTROLLER = {
  type: 'AssumedRole',
  arn: `arn:aws:sts::${ACCOUNT}:assumed-role/eks-cluster-role/amazon-vpc-resource-controller-k8s`,
  accountId: ACCOUNT,
  invokedBy: 'eks.amazonaws.com',
};
export const RDS_ROLE = {
  type: 'AssumedRole',
  arn: `arn:aws:sts::${ACCOUNT}:assumed-role/AWSServiceRoleForRDS/SLRManagement`,
  accountId: ACCOUNT,
  invokedBy: 'rds.amazonaws.com',
};
export const NODE_ROLE = {
  type: 'AssumedRole',
  arn: `arn:aws:sts::${ACCOUNT}:assumed-role/node-role/i-0aaaaaaaaaaaaaaa1`,
  accountId: ACCOUNT,
};

/** A record of one call; `over` replaces whole members. */
export const aRecord = (service: string, call: string, request: Json, over: Json = {}): Json => ({
  eventVersion: '1.11',
  userIdentity: JANE,
  eventTime: '2026-11-20T10:30:00Z',
  eventSource: `${service}.amazonaws.com`,
  eventName: call,
  awsRegion: REGION,
  sourceIPAddress: '192.0.2.10',
  userAgent: 'aws-cli/2.31.0',
  requestParameters: request,
  responseElements: null,
  eventID: '11111111-2222-3333-4444-555555555555',
  readOnly: false,
  eventType: 'AwsApiCall',
  managementEvent: true,
  recipientAccountId: ACCOUNT,
  ...over,
});

/** The record as EventBridge delivers it. */
export const anEvent = (record: Json, type = 'AWS API Call via CloudTrail'): Json => ({
  version: '0',
  id: '99999999-2222-3333-4444-555555555555',
  'detail-type': type,
  source: `aws.${String(record['eventSource']).replace('.amazonaws.com', '')}`,
  account: ACCOUNT,
  time: '2026-11-20T10:30:05Z',
  region: REGION,
  resources: [],
  detail: record,
});

export const aNativeEvent = (source: string, type: string, detail: Json = {}): Json => ({
  version: '0',
  id: '99999999-2222-3333-4444-666666666666',
  'detail-type': type,
  source,
  account: ACCOUNT,
  time: '2026-11-20T10:30:05Z',
  region: REGION,
  resources: [`arn:aws:rds:${REGION}:${ACCOUNT}:db:shop-catalog`],
  detail,
});

/** What the VPC resource controller sends when it makes a branch interface for a pod. */
export const branchCreation = (cluster = 'shop', description = 'aws-k8s-branch-eni'): Json => ({
  subnetId: 'subnet-0aaaaaaaaaaaaaaa1',
  description,
  groupSet: { items: [{ groupId: 'sg-0aaaaaaaaaaaaaaa1' }] },
  tagSpecificationSet: {
    items: [
      {
        resourceType: 'network-interface',
        tags: [
          { key: 'vpcresources.k8s.aws/vlan-id', value: '3' },
          { key: 'vpcresources.k8s.aws/trunk-eni-id', value: 'eni-0aaaaaaaaaaaaaaa9' },
          { key: 'eks:eni:owner', value: 'eks-vpc-resource-controller' },
          { key: `kubernetes.io/cluster/${cluster}`, value: 'owned' },
        ],
      },
    ],
  },
});

/** A Kubernetes audit record. */
export const anAuditRecord = (verb: string, resource: string, over: Json = {}): Json => ({
  kind: 'Event',
  apiVersion: 'audit.k8s.io/v1',
  level: 'Metadata',
  auditID: 'aaaaaaaa-2222-3333-4444-555555555555',
  stage: 'ResponseComplete',
  requestURI: `/apis/vpcresources.k8s.aws/v1beta1/namespaces/catalog/${resource}`,
  verb,
  user: {
    username: JANE.arn,
    extra: { arn: [JANE.arn] },
  },
  objectRef: {
    resource,
    namespace: 'catalog',
    name: 'catalog-rds-access',
    apiGroup: resource === 'securitygrouppolicies' ? 'vpcresources.k8s.aws' : '',
  },
  responseStatus: { code: 200 },
  stageTimestamp: '2026-11-20T10:30:00.123456Z',
  ...over,
});

/** A delivery of the log subscription, unpacked. */
export const aDelivery = (...messages: readonly unknown[]): Json => ({
  messageType: 'DATA_MESSAGE',
  owner: ACCOUNT,
  logGroup: '/aws/eks/shop/cluster',
  logStream: 'kube-apiserver-audit-0123',
  subscriptionFilters: ['podfence'],
  logEvents: messages.map((one, index) => ({
    id: `${index}`,
    timestamp: 1_800_000_000_000,
    message: typeof one === 'string' ? one : JSON.stringify(one),
  })),
});
