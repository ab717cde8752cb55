/** The path given is no snapshot: a mistake of the caller, where everything else is a part's problem. */
export class SnapshotSourceError extends Error {
  override readonly name = 'SnapshotSourceError';
  readonly path: string;

  constructor(path: string, message: string) {
    super(`${path}: ${message}`);
    this.path = path;
  }
}

/** What a path of a snapshot has to be, for messages. */
export const EXPECTED =
  'expected a folder of AWS CLI and kubectl output (snapshot.json, ec2/, rds/, eks/, k8s/) or a .tar.gz of one';
