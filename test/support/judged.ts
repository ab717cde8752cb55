import { type Access, computeAccess } from '../../shared/core/access/index.ts';
import { judge, type JudgeOptions } from '../../shared/core/checks/index.ts';
import { compileEstate, type Estate } from '../../shared/core/estate/index.ts';
import type {
  CheckJudgement,
  DataStoreAccess,
  Judgement,
  Snapshot,
  Undecided,
  Violation,
} from '../../shared/core/model/index.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../shared/core/settings/index.ts';
import { clusterArn } from './identifiers.ts';
import { NOW } from './times.ts';

/** What judging takes, and what people decided. */
export interface JudgedOptions extends JudgeOptions {
  readonly settings?: Partial<Settings>;
  readonly intents?: readonly DataStoreAccess[];
}

export interface Judged {
  readonly estate: Estate;
  readonly access: Access;
  readonly judgement: Judgement;
  /** One check's answer for the first cluster. */
  readonly of: (check: string) => CheckJudgement;
}

export function judgeSnapshot(snapshot: Snapshot, options: JudgedOptions = {}): Judged {
  const settings = { ...DEFAULT_SETTINGS, ...options.settings };
  const { intents = [] } = options;
  const estate = compileEstate(snapshot, { now: NOW, settings, intents });
  const access = computeAccess(estate);
  const judgement = judge(estate, access, options);
  return {
    estate,
    access,
    judgement,
    of: (check) => {
      const found = judgement.checks.find((one) => one.check === check);
      if (found === undefined) throw new Error(`${check} was not judged`);
      return found;
    },
  };
}

/** What is asserted of most violations: enough to tell which, short enough to read. */
export const briefly = ({ subject, severity, causes }: Violation): string => {
  const { kind, cluster: _cluster, ...fields } = subject;
  const name = Object.values<string>(fields).join(' ');
  return [kind, name, severity, ...causes].filter((part) => part !== '').join(' ');
};

export const undecidedBriefly = ({ subject, reasons }: Undecided): string => {
  const { kind, cluster: _cluster, ...fields } = subject;
  return [kind, ...Object.values<string>(fields), ...reasons].join(' ');
};

export const MAIN = clusterArn('main');

export const workload = (name: string, namespace = 'shop') =>
  ({ kind: 'workload', cluster: MAIN, namespace, name }) as const;
