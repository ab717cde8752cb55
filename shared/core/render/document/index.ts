export * from './envelope.ts';
export * from './pod-list.ts';
export * from './reach-matrix.ts';
export * from './audit-report.ts';
export * from './explanation.ts';
export * from './check-catalogue.ts';
export * from './access-report.ts';
export * from './collection.ts';
