import type { StoreKind } from '../model/index.ts';

/** DescribeDBInstances and DescribeDBClusters also return Neptune and DocumentDB: the engine tells them apart. */
export function rdsKind(engine: string, otherwise: 'rds-instance' | 'rds-cluster'): StoreKind {
  const name = engine.toLowerCase();
  return name === 'neptune' || name === 'docdb' ? name : otherwise;
}
