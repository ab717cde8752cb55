import type { ClusterView, Estate } from '../core/estate/index.ts';
import { type ClusterHead, type Coverage, envelope, type Envelope } from '../core/render/index.ts';

/** The answer to a question about an estate: a document, and whether something in it could not be decided. */
export interface Answered<D> {
  readonly document: D;
  readonly unknown: boolean;
}

/** A question that names something the estate has not got, or has several of. `candidates` are what could be meant. */
export class QuestionError extends Error {
  override readonly name = 'QuestionError';
  readonly candidates: readonly string[];

  constructor(message: string, candidates: readonly string[]) {
    super(message);
    this.candidates = candidates;
  }
}

export const clusterHead = (cluster: ClusterView): ClusterHead => ({
  arn: cluster.arn,
  name: cluster.name,
  region: cluster.region,
  accountId: cluster.accountId,
  enforcingMode: cluster.enforcingMode,
});

export const estateEnvelope = <Kind extends string>(
  kind: Kind,
  estate: Estate,
  coverage: Coverage,
): Envelope<Kind> =>
  envelope(kind, estate.takenAt, estate.clusters.map(clusterHead), coverage, estate.gaps);

/**
 * A listing that shows pods is unknown where some pods were not seen: nothing in it could stand for them. Without any
 * cluster nothing was seen at all.
 */
export const arePodsUnseen = (estate: Estate): boolean =>
  estate.clusters.length === 0 || estate.clusters.some((one) => !one.snapshot.pods.complete);
