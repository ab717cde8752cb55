/** One read of a live API: what one file of a snapshot holds. */
export interface LiveCall {
  /** The call as the catalogue of files names it, without argument: `ec2/get-managed-prefix-list-entries`. */
  readonly file: string;
  /** What the file's name ends in where the answer does not name it; null elsewhere. */
  readonly argument: string | null;
  /** The member of the answer that holds the items, or the one object. */
  readonly key: string;
  readonly form: 'list' | 'object';
  /** The permission that it takes, as IAM or RBAC names it. */
  readonly permission: string;
  /** The line that grants it: a statement of an IAM policy, or a rule of a ClusterRole. */
  readonly grant: string;
  /**
   * The items, page by page. Rejects with a {@link LiveReadError}; what was given before that is kept, and the rest is
   * a gap.
   */
  pages(): AsyncIterable<readonly unknown[]>;
}

/** Reads of one API, each to be read to its end before the next is asked for: later ones depend on earlier answers. */
export interface LiveReader {
  calls(): AsyncIterable<LiveCall>;
}

/** Why a read failed. `denied` names what has to be granted; `absent`: there is no such thing, or no such API. */
export type LiveFailure = 'denied' | 'absent' | 'throttled' | 'unreachable' | 'inconsistent';

/** A read that failed after whatever was retried. The message says what failed and what would help. */
export class LiveReadError extends Error {
  override readonly name = 'LiveReadError';
  readonly failure: LiveFailure;
  /** As the API calls it: `UnauthorizedOperation`, `403`. */
  readonly code: string;

  constructor(failure: LiveFailure, code: string, message: string) {
    super(message);
    this.failure = failure;
    this.code = code;
  }
}
