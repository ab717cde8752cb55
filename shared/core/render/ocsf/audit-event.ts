import type { AuditReport, InputRow } from '../document/index.ts';
import { checkObject } from './compliance.ts';
import { eventHead, shown } from './event.ts';
import { CREATE, INFORMATIONAL, OTHER_STATUS } from './status.ts';

const REGULAR_FILE = { type_id: 1, type: 'Regular File' };
const SHA_256 = { algorithm_id: 3, algorithm: 'SHA-256' };

/** A part of the input as the file that it was. */
const inputEvidence = ({ source, sha256, ...data }: InputRow): object => ({
  name: 'input',
  file: {
    name: source.slice(source.lastIndexOf('/') + 1),
    path: source,
    ...REGULAR_FILE,
    hashes: [{ ...SHA_256, value: sha256 }],
  },
  data,
});

/** The last event: which checks ran over how many subjects, and what all the others rest on. */
export function auditEvent(report: AuditReport): object {
  const { takenAt, clusters, coverage, gaps, configuration, documents } = report;
  const { judged, unknown, settling, percent } = coverage;
  const message =
    `Audit of security groups for pods: ${percent} % decided ` +
    `(${judged} judged, ${unknown} unknown, ${settling} settling).`;
  const head = {
    activity: CREATE,
    severity: INFORMATIONAL,
    status: null,
    cluster: clusters.length === 1 ? (clusters[0]?.arn ?? null) : null,
    message,
  };
  const at = Date.parse(takenAt);
  return {
    ...eventHead(head, report),
    finding_info: {
      uid: ['podfence/audit', ...clusters.map(({ arn }) => arn)].join('/'),
      title: 'What an audit of security groups for pods rests on',
      desc: message,
      types: ['Software and Configuration Checks'],
      created_time: at,
      created_time_dt: takenAt,
    },
    compliance: {
      control: 'podfence',
      standards: ['podfence'],
      status_id: OTHER_STATUS,
      status: 'Coverage',
      status_details: gaps.map(({ source, reason, effect }) =>
        shown(`${source} was not seen (${reason}): ${effect}`),
      ),
      checks: report.checks.map(checkObject),
    },
    resources: clusters.map(({ arn, name, enforcingMode }) => ({
      uid: arn,
      name,
      type: 'cluster',
      data: { enforcingMode },
    })),
    evidences: report.inputs.map(inputEvidence),
    unmapped: { coverage, gaps, configuration, documents },
  };
}
