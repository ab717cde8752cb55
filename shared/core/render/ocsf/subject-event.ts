import { findingId } from '../../findings/index.ts';
import type { Evidence, Subject } from '../../model/index.ts';
import type { AuditReport, FindingRow, SettlingRow, UnknownRow } from '../document/index.ts';
import { settlingSentence, unknownSentence } from '../sentences.ts';
import type { Told } from '../standing.ts';
import { clusterName } from '../table/words.ts';
import { complianceOf, type Populations } from './compliance.ts';
import { eventHead, shown } from './event.ts';
import { resourcesOf } from './resource.ts';
import {
  ACTIVITIES,
  CREATE,
  NEW,
  NO_RESULT,
  SETTLING,
  SEVERITY_IDS,
  STATUSES,
  UNKNOWN,
  verdictOf,
} from './status.ts';

/** As ASFF calls a check that could not be evaluated. */
const NOT_AVAILABLE = 'NOT_AVAILABLE';

export interface Context {
  readonly report: AuditReport;
  readonly populations: Populations;
}

interface About {
  readonly uid: string;
  readonly check: string;
  readonly title: string;
  readonly desc: string;
  readonly first: string;
  readonly last: string;
}

const findingInfo = ({ uid, check, title, desc, first, last }: About): object => ({
  uid,
  title: shown(title),
  desc: shown(desc),
  types: ['Software and Configuration Checks'],
  analytic: { uid: check, type_id: 1, type: 'Rule' },
  created_time: Date.parse(first),
  created_time_dt: first,
  first_seen_time: Date.parse(first),
  first_seen_time_dt: first,
  last_seen_time: Date.parse(last),
  last_seen_time_dt: last,
});

const resources = (subject: Subject, { report }: Context): readonly object[] =>
  resourcesOf(subject, clusterName(report.clusters, subject.cluster));

const evidenceObject = ({ kind, id, ...data }: Evidence): object => ({
  name: kind,
  uid: id,
  data,
});

/** Who caused it, where the trail of events says so. */
const attributionOf = ({ attribution }: FindingRow): readonly object[] =>
  attribution === null
    ? []
    : [
        {
          name: 'attribution',
          actor: { user: { name: attribution.actor } },
          api: { operation: attribution.event },
          data: { at: attribution.at },
        },
      ];

const reasonsOf = ({ reasons, missing }: UnknownRow): readonly string[] => [
  ...reasons,
  ...missing.map((source) => `would be settled by ${source}`),
];

export function findingEvent(told: Told, context: Context): object {
  const { finding, standing, undecided } = told;
  const { id, check, subject, title, message, severity, state, fix, resolution } = finding;
  const { causes, expected, observed, suppressedBy, firstSeen: first, lastSeen: last } = finding;
  const verdict = {
    status: verdictOf(standing, finding),
    ...(standing === 'held' ? { code: NOT_AVAILABLE } : {}),
    details: undecided === null ? causes : reasonsOf(undecided),
  };
  const head = {
    activity: ACTIVITIES[state],
    severity: SEVERITY_IDS[severity],
    status: STATUSES[standing],
    cluster: subject.cluster,
    message,
  };
  const references = context.populations.get(check)?.references ?? [];
  return {
    ...eventHead(head, context.report),
    finding_info: findingInfo({ uid: id, check, title, desc: message, first, last }),
    compliance: complianceOf(check, verdict, context.populations),
    resources: resources(subject, context),
    remediation: { desc: [fix.summary, ...fix.commands].map(shown).join('\n'), references },
    evidences: [...finding.evidence.map(evidenceObject), ...attributionOf(finding)],
    unmapped: { check, state, subject, causes, expected, observed, resolution, suppressedBy },
  };
}

export function unknownEvent(row: UnknownRow, context: Context): object {
  const { check, subject, reasons, missing } = row;
  const { takenAt } = context.report;
  const title = context.populations.get(check)?.title ?? check;
  const message = unknownSentence(row);
  const head = {
    activity: CREATE,
    severity: UNKNOWN,
    status: NEW,
    cluster: subject.cluster,
    message,
  };
  const uid = findingId(check, subject);
  const verdict = { status: NO_RESULT, code: NOT_AVAILABLE, details: reasonsOf(row) };
  return {
    ...eventHead(head, context.report),
    finding_info: findingInfo({ uid, check, title, desc: message, first: takenAt, last: takenAt }),
    compliance: complianceOf(check, verdict, context.populations),
    resources: resources(subject, context),
    unmapped: { check, subject, reasons, missing },
  };
}

/** Too young to be called a violation: neither a pass nor a failure. */
export function settlingEvent(row: SettlingRow, context: Context): object {
  const { check, subject, since, until } = row;
  const title = context.populations.get(check)?.title ?? check;
  const message = settlingSentence(row);
  const head = {
    activity: CREATE,
    severity: UNKNOWN,
    status: NEW,
    cluster: subject.cluster,
    message,
  };
  const uid = findingId(check, subject);
  const { takenAt } = context.report;
  return {
    ...eventHead(head, context.report),
    finding_info: findingInfo({ uid, check, title, desc: message, first: since, last: takenAt }),
    compliance: complianceOf(check, { status: SETTLING, details: [message] }, context.populations),
    resources: resources(subject, context),
    unmapped: { check, subject, since, until },
  };
}
