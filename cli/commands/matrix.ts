import { listReach, readReach } from '../../shared/audit/index.ts';
import type { By } from '../../shared/core/render/index.ts';
import { type ExitCode, listingExitCode } from '../exit-code.ts';
import { MATRIX_FORMATS } from '../formats.ts';
import type { CommonOptions, FilterOptions } from '../options.ts';
import { readConfiguration } from '../read-configuration.ts';
import { asUsageError, filtersOf, openInput } from '../read-input.ts';
import { exitPolicyOf, type Session } from '../session.ts';

export type MatrixOptions = CommonOptions &
  Omit<FilterOptions, 'check'> & { readonly by: By; readonly all?: true };

export async function runMatrix(options: MatrixOptions, session: Session): Promise<ExitCode> {
  const source = await openInput(options, session);
  const configuration = readConfiguration(options, session);
  session.progress.stage('reading the snapshot');
  const { estate, access } = await readReach(source, options.now ?? null, configuration);
  session.progress.stage('asking who reaches what');
  const { document, unknown } = await asUsageError(() =>
    listReach(estate, access, {
      by: options.by,
      all: options.all === true,
      filters: filtersOf(options),
    }),
  );
  await session.emit(MATRIX_FORMATS, document);
  return listingExitCode(unknown, exitPolicyOf(options));
}
