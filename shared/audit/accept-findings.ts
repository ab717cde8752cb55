import { compareAbout, escapeGlob } from '../core/findings/index.ts';
import { type EpochMs, type Finding, type Subject, SUBJECT_FIELDS } from '../core/model/index.ts';
import { renderYaml, toIso, type YamlDocument } from '../core/render/index.ts';
import { API_VERSION } from '../decode/index.ts';
import { isClusterNamed } from './filters.ts';
import type { Ledger } from './ledger.ts';
import { isWanted, type Narrowing } from './narrowing.ts';

export interface AcceptRequest {
  readonly ledger: Ledger;
  /** Of the clusters that are named (by ARN or name; empty: all), the findings that are asked for. */
  readonly clusters: readonly string[];
  readonly narrowing: Narrowing;
  readonly owner: string;
  readonly reason: string;
  /** The first moment at which the suppressions no longer hold. */
  readonly expiresAt: EpochMs;
}

export interface Accepted {
  /** The file: one Suppression for each finding, sorted by check and subject. */
  readonly chunks: Iterable<string>;
  readonly count: number;
  /** When the newest of the audits that it rests on was taken; null where there was none. */
  readonly takenAt: EpochMs | null;
}

/**
 * Suppressions for what is open now, held findings included, so that an estate as it stands starts from a clean line. Each
 * names every field of its subject: nothing else is suppressed by it.
 */
export async function acceptFindings(request: AcceptRequest): Promise<Accepted> {
  const { ledger, clusters, narrowing } = request;
  const known = (await ledger.clusters()).filter((arn) => isClusterNamed(arn, clusters));
  const audits = await Promise.all(known.map((arn) => ledger.lastAudit(arn)));
  const open = await Promise.all(known.map((arn) => ledger.openFindings(arn)));
  const findings = open
    .flat()
    .filter(({ violation }) => isWanted(violation, narrowing))
    .toSorted((a, b) => compareAbout(a.violation, b.violation));
  const times = audits.flatMap((one) => one?.takenAt ?? []);
  const takenAt = times.length === 0 ? null : Math.max(...times);
  return {
    chunks: renderYaml(
      headingOf(findings.length, takenAt),
      findings.map((one) => documentOf(one, request)),
    ),
    count: findings.length,
    takenAt,
  };
}

const headingOf = (count: number, takenAt: EpochMs | null): readonly string[] => [
  `Written by podfence accept. Open findings: ${count}${takenAt === null ? '' : `, as of ${toIso(takenAt)}`}.`,
  'Take away what is mended; a suppression that matches nothing is reported.',
];

const HASH_LENGTH = 16;

function documentOf(
  { id, violation }: Finding,
  { owner, reason, expiresAt }: AcceptRequest,
): YamlDocument {
  const { check, subject, severity, message } = violation;
  const hash = id.slice(id.lastIndexOf('/') + 1).slice(0, HASH_LENGTH);
  return {
    comments: [`${severity}: ${message}`],
    value: {
      apiVersion: API_VERSION,
      kind: 'Suppression',
      metadata: { name: `accepted-${check}-${hash}` },
      spec: {
        check,
        subject: patternOf(subject),
        owner,
        reason,
        expires: toIso(expiresAt - 1).slice(0, '2027-01-31'.length),
      },
    },
  };
}

function patternOf(subject: Subject): Readonly<Record<string, string>> {
  const fields: Readonly<Record<string, string>> = subject;
  const names = ['kind', 'cluster', ...SUBJECT_FIELDS[subject.kind]];
  return Object.fromEntries(names.map((name) => [name, escapeGlob(fields[name] ?? '')]));
}
