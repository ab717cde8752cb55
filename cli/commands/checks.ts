import { listChecks } from '../../shared/audit/index.ts';
import { EXIT_CODES, type ExitCode } from '../exit-code.ts';
import { CHECK_FORMATS } from '../formats.ts';
import type { CommonOptions, FilterOptions } from '../options.ts';
import { narrowingOf } from '../read-input.ts';
import type { Session } from '../session.ts';

export type ChecksOptions = CommonOptions & Pick<FilterOptions, 'check'>;

/** The catalogue rests on no snapshot. Without a clock it has the zero of clocks: equal runs give equal bytes. */
const NO_CLOCK = 0;

export async function runChecks(options: ChecksOptions, session: Session): Promise<ExitCode> {
  const { checks } = await narrowingOf({
    check: options.check,
    namespace: [],
    workload: [],
    store: [],
  });
  await session.emit(CHECK_FORMATS, listChecks(options.now ?? NO_CLOCK, checks));
  return EXIT_CODES.compliant;
}
