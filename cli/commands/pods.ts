import { listPods, readEstate } from '../../shared/audit/index.ts';
import { type ExitCode, listingExitCode } from '../exit-code.ts';
import { POD_FORMATS } from '../formats.ts';
import type { CommonOptions, FilterOptions } from '../options.ts';
import { readConfiguration } from '../read-configuration.ts';
import { asUsageError, filtersOf, openInput } from '../read-input.ts';
import { exitPolicyOf, type Session } from '../session.ts';

export type PodsOptions = CommonOptions & Pick<FilterOptions, 'namespace' | 'workload'>;

export async function runPods(options: PodsOptions, session: Session): Promise<ExitCode> {
  const source = await openInput(options, session);
  const configuration = readConfiguration(options, session);
  session.progress.stage('reading the snapshot');
  const estate = await readEstate(source, options.now ?? null, configuration);
  session.progress.stage('judging the pods');
  const { document, unknown } = await asUsageError(() => listPods(estate, filtersOf(options)));
  await session.emit(POD_FORMATS, document);
  return listingExitCode(unknown, exitPolicyOf(options));
}
