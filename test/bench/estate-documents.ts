/** The parts of the written documents that the tests read. */
export interface PodDocument {
  readonly metadata: {
    readonly name: string;
    readonly namespace: string;
    readonly uid: string;
    readonly creationTimestamp: string;
    readonly deletionTimestamp?: string;
    readonly labels: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
    readonly ownerReferences?: readonly OwnerDocument[];
    readonly managedFields: readonly { readonly manager: string; readonly fieldsV1: object }[];
  };
  readonly spec: {
    readonly nodeName?: string;
    readonly hostNetwork?: boolean;
    readonly serviceAccountName: string;
    readonly nodeSelector?: Readonly<Record<string, string>>;
    readonly containers: readonly {
      readonly name: string;
      readonly resources?: { readonly limits?: Readonly<Record<string, string>> };
    }[];
  };
  readonly status: {
    readonly phase: string;
    readonly podIP?: string;
    readonly startTime?: string;
    readonly conditions: readonly { readonly type: string; readonly status: string }[];
  };
}

export interface OwnerDocument {
  readonly kind: string;
  readonly name: string;
  readonly uid: string;
}

export interface ObjectDocument {
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace: string;
    readonly uid: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly ownerReferences?: readonly OwnerDocument[];
  };
}

export interface NodeDocument extends ObjectDocument {
  readonly spec: { readonly providerID: string };
  readonly status: { readonly allocatable: Readonly<Record<string, string>> };
}

export interface PolicyDocument extends ObjectDocument {
  readonly spec: {
    readonly podSelector?: SelectorDocument;
    readonly serviceAccountSelector?: SelectorDocument;
    readonly securityGroups?: { readonly groupIds: readonly string[] };
  };
}

export interface SelectorDocument {
  readonly matchLabels?: Readonly<Record<string, string>>;
  readonly matchExpressions?: readonly {
    readonly key: string;
    readonly operator: string;
    readonly values?: readonly string[];
  }[];
}

export interface InterfaceDocument {
  readonly NetworkInterfaceId: string;
  readonly InterfaceType: string;
  readonly Description: string;
  readonly Status: string;
  readonly SubnetId: string;
  readonly VpcId: string;
  readonly MacAddress: string;
  readonly Groups: readonly { readonly GroupId: string; readonly GroupName: string }[];
  readonly PrivateIpAddresses: readonly { readonly PrivateIpAddress: string }[];
  readonly Ipv4Prefixes?: readonly { readonly Ipv4Prefix: string }[];
  readonly Attachment?: { readonly InstanceId?: string };
  readonly TagSet: readonly { readonly Key: string; readonly Value: string }[];
}

export interface RuleDocument {
  readonly SecurityGroupRuleId: string;
  readonly GroupId: string;
  readonly IsEgress: boolean;
  readonly IpProtocol: string;
  readonly FromPort: number;
  readonly ToPort: number;
  readonly CidrIpv4?: string;
  readonly CidrIpv6?: string;
  readonly PrefixListId?: string;
  readonly ReferencedGroupInfo?: { readonly GroupId: string };
}

export interface PermissionDocument {
  readonly IpProtocol: string;
  readonly FromPort?: number;
  readonly ToPort?: number;
  readonly UserIdGroupPairs: readonly { readonly GroupId: string }[];
  readonly IpRanges: readonly { readonly CidrIp: string }[];
  readonly Ipv6Ranges: readonly { readonly CidrIpv6: string }[];
  readonly PrefixListIds: readonly { readonly PrefixListId: string }[];
}

export interface GroupDocument {
  readonly GroupId: string;
  readonly VpcId: string;
  readonly IpPermissions: readonly PermissionDocument[];
  readonly IpPermissionsEgress: readonly PermissionDocument[];
}

export interface SubnetDocument {
  readonly SubnetId: string;
  readonly CidrBlock: string;
  readonly AvailabilityZone: string;
}

export interface InstanceDocument {
  readonly InstanceId: string;
}

/** What one item of a listing looks like, by the file that it is in. */
export interface ListedDocuments {
  'k8s/pods.json': PodDocument;
  'k8s/nodes.json': NodeDocument;
  'k8s/namespaces.json': ObjectDocument;
  'k8s/serviceaccounts.json': ObjectDocument;
  'k8s/securitygrouppolicies.json': PolicyDocument;
  'k8s/replicasets.json': ObjectDocument;
  'k8s/deployments.json': ObjectDocument;
  'k8s/statefulsets.json': ObjectDocument;
  'k8s/daemonsets.json': ObjectDocument;
  'k8s/jobs.json': ObjectDocument;
  'k8s/cronjobs.json': ObjectDocument;
  'ec2/describe-network-interfaces.json': InterfaceDocument;
  'ec2/describe-security-groups.json': GroupDocument;
  'ec2/describe-security-group-rules.json': RuleDocument;
  'ec2/describe-subnets.json': SubnetDocument;
  'ec2/describe-vpcs.json': {
    readonly CidrBlockAssociationSet: readonly { readonly CidrBlock: string }[];
  };
  'ec2/describe-instances.json': { readonly Instances: readonly InstanceDocument[] };
  'rds/describe-db-clusters.json': object;
  'rds/describe-db-instances.json': { readonly DBClusterIdentifier?: string };
  'elasticache/describe-replication-groups.json': object;
  'elasticache/describe-serverless-caches.json': object;
  'elasticache/describe-cache-clusters.json': { readonly ReplicationGroupId?: string };
}
