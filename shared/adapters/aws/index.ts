export type { AwsOptions } from './client-options.ts';
export { ec2Reader } from './ec2-reader.ts';
export { type ClusterAccess, describeAccess, eksReader } from './eks-reader.ts';
export { credentialsOf, eksToken } from './eks-token.ts';
export { elastiCacheReader } from './elasticache-reader.ts';
export { rdsReader } from './rds-reader.ts';
