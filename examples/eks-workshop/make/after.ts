import { before, movedCatalog } from './before.ts';
import type { BranchSpec, Lab, PolicySpec, WorkloadSpec } from './lab.ts';
import { catalogRecycledAt, afterTakenAt, policyCreatedAt } from './times.ts';

export const catalogBranch: BranchSpec = {
  key: 'catalog',
  node: 'b',
  address: '10.42.137.118',
  vlan: 1,
  groups: ['catalog'],
};

export const catalogPolicy: PolicySpec = {
  namespace: 'catalog',
  name: 'catalog-rds-access',
  podSelector: { matchLabels: { 'app.kubernetes.io/component': 'service' } },
  groups: ['catalog'],
  createdAt: policyCreatedAt,
};

/** The catalog pod that was created after the policy. */
export const recycledCatalog: WorkloadSpec = {
  ...movedCatalog,
  pods: [{ node: 'b', branch: catalogBranch, createdAt: catalogRecycledAt }],
};

export const replaced = (
  workloads: readonly WorkloadSpec[],
  by: WorkloadSpec,
): readonly WorkloadSpec[] =>
  workloads.map((old) => (old.namespace === by.namespace && old.name === by.name ? by : old));

/** A day later: the policy, and a catalog pod with a branch ENI of its own. Nothing is wrong. */
export const after: Lab = {
  ...before,
  takenAt: afterTakenAt,
  branches: [catalogBranch],
  workloads: replaced(before.workloads, recycledCatalog),
  policies: [catalogPolicy],
  denied: [],
};
