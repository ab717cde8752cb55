import { memoryLedger } from '../../shared/adapters/ledger/index.ts';
import { openSnapshot } from '../../shared/adapters/snapshot/index.ts';
import { type Ledger, listReach, readReach, runAudit } from '../../shared/audit/index.ts';
import {
  type AuditReport,
  gather,
  type ReachMatrix,
  renderJson,
} from '../../shared/core/render/index.ts';
import { EXIT_CODES, type ExitCode } from '../exit-code.ts';
import type { Formats } from '../formats.ts';
import type { CommonOptions } from '../options.ts';
import { asUsageError } from '../read-input.ts';
import { inPackage, isInstalled } from '../package-folder.ts';
import type { Session } from '../session.ts';
import { readVersion } from '../version.ts';
import { type LookCloser, renderDemo } from './demo-table.ts';

/** One snapshot of the story, and how long after it the audit runs. */
interface Scene {
  readonly snapshot: 'before' | 'after' | 'drifted';
  readonly laterMs: number;
  readonly title: string;
  readonly story: string;
}

const EXAMPLE = 'examples/eks-workshop';
const HALF_AN_HOUR_MS = 30 * 60 * 1000;

const SCENES: readonly Scene[] = [
  {
    snapshot: 'before',
    laterMs: 0,
    title: 'Before the lab',
    story:
      'The catalog was pointed at a database whose security group admits the catalog’s group only. ' +
      'No policy gives its pod that group, so it wears its node’s, and times out.',
  },
  {
    snapshot: 'after',
    laterMs: 0,
    title: 'The lab is done',
    story:
      'A SecurityGroupPolicy gives the catalog’s pods the group, and they were restarted: ' +
      'each has a network interface of its own.',
  },
  {
    snapshot: 'drifted',
    laterMs: 0,
    title: 'Three days of ordinary work later',
    story:
      'The policy was edited, a label was added by hand, an interface got one group more, a load test left an ' +
      'interface behind, and somebody let the nodes’ group into the database.',
  },
  {
    snapshot: 'drifted',
    laterMs: HALF_AN_HOUR_MS,
    title: 'The same, half an hour later',
    story: 'Nobody has mended anything. What had to settle has settled.',
  },
];

/** One audit of the demo, with who reaches what at that time. */
export interface Chapter {
  readonly title: string;
  readonly story: string;
  /** When the audit ran. */
  readonly at: string;
  readonly audit: AuditReport;
  readonly matrix: ReachMatrix;
}

async function play(scene: Scene, ledger: Ledger): Promise<Chapter> {
  const { snapshot, laterMs, title, story } = scene;
  const path = inPackage(`${EXAMPLE}/${snapshot}`);
  const { estate, access } = await readReach(await openSnapshot(path), null);
  const now = estate.takenAt + laterMs;
  const source = await openSnapshot(path);
  const { report } = await runAudit({ source, now, ledger, version: readVersion() });
  const matrix = listReach(estate, access, {}).document;
  return { title, story, at: new Date(now).toISOString(), audit: report, matrix };
}

export interface Demo {
  readonly schemaVersion: 1;
  readonly kind: 'Demo';
  readonly chapters: readonly Chapter[];
}

/** What to type here: a clone has the command as a script only, an installed one knows where its example is. */
const lookCloser = (): LookCloser =>
  isInstalled()
    ? { command: 'podfence', example: inPackage(EXAMPLE) }
    : { command: 'npm run --silent podfence --', example: EXAMPLE };

export const DEMO_FORMATS: Formats<Demo> = {
  table: (demo, screen) => gather(renderDemo(demo, screen, lookCloser())),
  json: renderJson,
};

/** The EKS workshop from end to end: findings raised, settling, persisting and resolved. Its findings fail nothing. */
export async function runDemo(_options: CommonOptions, session: Session): Promise<ExitCode> {
  const ledger = memoryLedger();
  const chapters: Chapter[] = [];
  for (const scene of SCENES) {
    session.progress.stage(scene.title);
    chapters.push(await asUsageError(() => play(scene, ledger)));
  }
  await session.emit(DEMO_FORMATS, { schemaVersion: 1, kind: 'Demo', chapters });
  return EXIT_CODES.compliant;
}
