import { catalogGroup, clusterGroup, databaseGroup, defaultGroup } from './groups.ts';
import type { Lab, WorkloadSpec } from './lab.ts';
import { account } from './place.ts';
import {
  catalog,
  checkout,
  checkoutPod,
  scraped,
  serviceContainer,
  unchangedShop,
} from './shop.ts';
import { systemWorkloads } from './system.ts';
import { beforeTakenAt, catalogMovedAt, later } from './times.ts';

/** The catalog after the learner pointed it at RDS: a second revision, with the secret of RDS. */
export const movedCatalog: WorkloadSpec = {
  ...catalog,
  revisions: [
    ...catalog.revisions,
    {
      at: catalogMovedAt,
      containers: [serviceContainer('catalog', 'catalog', '512Mi', 'catalog-rds')],
      annotations: scraped,
    },
  ],
};

const reader = (session: string): string =>
  `arn:aws:sts::${account}:assumed-role/workshop-reader/${session}`;

/** No policy: the catalog pod wears the node's group and times out against the database. */
export const before: Lab = {
  takenAt: beforeTakenAt,
  takenBy: reader('learner'),
  groups: [defaultGroup, clusterGroup, catalogGroup, databaseGroup],
  branches: [],
  workloads: [
    ...systemWorkloads,
    ...unchangedShop,
    {
      ...movedCatalog,
      pods: [
        {
          node: 'b',
          address: '10.42.133.36',
          createdAt: later(catalogMovedAt, 90),
          crashing: true,
        },
      ],
    },
    { ...checkout, pods: [checkoutPod] },
  ],
  policies: [],
  denied: [
    {
      file: 'elasticache/describe-serverless-caches.json',
      reason: `An error occurred (AccessDenied) when calling the DescribeServerlessCaches operation: User: ${reader('learner')} is not authorized to perform: elasticache:DescribeServerlessCaches`,
    },
  ],
};
