import { probeAccess } from '../../shared/audit/index.ts';
import { type ExitCode, listingExitCode } from '../exit-code.ts';
import { ACCESS_FORMATS } from '../formats.ts';
import { connect } from '../live.ts';
import type { CommonOptions, LiveOptions } from '../options.ts';
import { exitPolicyOf, type Session } from '../session.ts';

export type DoctorOptions = CommonOptions & LiveOptions;

/** Whether everything that a live audit reads may be read. */
export async function runDoctor(options: DoctorOptions, session: Session): Promise<ExitCode> {
  session.progress.stage('finding the cluster');
  const { readers } = await connect(options, session.env, true);
  const report = await probeAccess(readers, new Date(), (path) =>
    session.progress.stage(`asking for ${path}`),
  );
  await session.emit(ACCESS_FORMATS, report);
  const isIncomplete = report.reads.some(
    ({ required, verdict }) => required && verdict !== 'allowed',
  );
  return listingExitCode(isIncomplete, exitPolicyOf(options));
}
