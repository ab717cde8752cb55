import type { TemplateView, WorkloadView } from '../../estate/index.ts';

/** A workload by its pods, by its template, or by both: one that is scaled to zero has a template alone. */
export interface TemplatedWorkload {
  readonly namespace: string;
  /** `Kind/name`. */
  readonly name: string;
  /** Null when it has no pods. */
  readonly workload: WorkloadView | null;
  /** Its own, not those of Jobs that it made; null when it was not seen. */
  readonly template: TemplateView | null;
}

export interface TemplatesView {
  /** Every kind of workload was listed. */
  readonly complete: boolean;
  readonly workloads: readonly TemplatedWorkload[];
  workload(namespace: string, name: string): TemplatedWorkload | null;
}

/** What checks go over that look at templates. */
export interface TemplateItems {
  readonly 'templated-workload': TemplatedWorkload;
}
