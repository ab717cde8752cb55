import { explainPair, type PodName, readReach } from '../../shared/audit/index.ts';
import { type ExitCode, listingExitCode } from '../exit-code.ts';
import { EXPLANATION_FORMATS } from '../formats.ts';
import type { CommonOptions } from '../options.ts';
import { readConfiguration } from '../read-configuration.ts';
import { asUsageError, openInput } from '../read-input.ts';
import { exitPolicyOf, type Session } from '../session.ts';
import { UsageError } from '../usage-error.ts';

export type ExplainOptions = CommonOptions & {
  readonly pod: string;
  readonly store: string;
  readonly port?: number;
};

/** `namespace/name`; before it, where two clusters have such a pod, the cluster's name or ARN and a slash. */
export function parsePodName(text: string): PodName {
  const parts = text.split('/');
  const name = parts.pop() ?? '';
  const namespace = parts.pop() ?? '';
  if (name === '' || namespace === '') {
    throw new UsageError(
      `--pod wants NAMESPACE/NAME, for example catalog/catalog-0; it was '${text}'`,
    );
  }
  return { cluster: parts.length === 0 ? null : parts.join('/'), namespace, name };
}

export async function runExplain(options: ExplainOptions, session: Session): Promise<ExitCode> {
  const pod = parsePodName(options.pod);
  const source = await openInput(options, session);
  const configuration = readConfiguration(options, session);
  session.progress.stage('reading the snapshot');
  const { estate, access } = await readReach(source, options.now ?? null, configuration);
  const { store, port = null } = options;
  const { document, unknown } = await asUsageError(() =>
    explainPair(estate, access, { pod, store, port }),
  );
  const others = document.ports.filter((one) => one !== document.port);
  if (port === null && others.length > 0) {
    session.warn(`the store also listens on ${others.join(', ')}; ask for one with --port`);
  }
  await session.emit(EXPLANATION_FORMATS, document);
  return listingExitCode(unknown, exitPolicyOf(options));
}
