import { compareText, subjectKey } from '../../model/index.ts';
import type { AuditReport } from '../document/index.ts';
import type { Reading } from '../standing.ts';
import { spoken, subjectText } from '../table/index.ts';
import { counted } from '../table/words.ts';
import { folded, table } from './block.ts';
import { gapBlocks } from './listing.ts';

/**
 * How many characters each part may have. A comment on GitHub holds 65,536; all parts and what stands above them stay
 * below.
 */
const ROOM = {
  unknown: 6000,
  settling: 2500,
  suppressed: 2500,
  resolved: 2500,
  documents: 2500,
  checks: 8000,
  inputs: 9000,
} as const;

export type Part = (report: AuditReport, reading: Reading) => readonly string[];

/** What is unknown of one subject for one reason is one row, however many checks ask for it. */
const unknownPart: Part = (report, { unknowns }) => {
  if (unknowns.length === 0) return [];
  const references = new Map(report.checks.map(({ id, reference }) => [id, reference]));
  const alike = Map.groupBy(unknowns, ({ subject, reasons, missing }) =>
    JSON.stringify([subjectKey(subject), reasons, missing]),
  );
  const rows = [...alike.values()].flatMap(([first, ...others]) =>
    first === undefined
      ? []
      : [
          [
            subjectText(first.subject, report),
            first.reasons.join(', '),
            first.missing.join(', '),
            [first, ...others]
              .map(({ check }) => references.get(check) ?? check)
              .toSorted(compareText)
              .join(', '),
          ],
        ],
  );
  return [
    `### Unknown (${unknowns.length})`,
    'Could not be decided: never counted as a pass.',
    table(['subject', 'because', 'would be settled by', 'asked by'], rows, ROOM.unknown),
  ];
};

const settlingPart: Part = (report) =>
  report.settling.length === 0
    ? []
    : [
        folded(
          `${report.settling.length} settling: too young to be called a violation`,
          table(
            ['subject', 'check', 'since', 'until'],
            report.settling.map(({ subject, check, since, until }) => [
              subjectText(subject, report),
              check,
              spoken(since),
              spoken(until),
            ]),
            ROOM.settling,
          ),
        ),
      ];

const gapPart: Part = ({ gaps }) => gapBlocks(gaps);

const suppressedPart: Part = (report, { findings }) => {
  const ours = findings.filter(({ standing }) => standing === 'suppressed');
  if (ours.length === 0) return [];
  const rows = ours.map(({ finding }) => [
    subjectText(finding.subject, report),
    finding.check,
    finding.severity,
    finding.suppressedBy ?? '',
  ]);
  const names = ['subject', 'check', 'severity', 'by'];
  return [folded(`${ours.length} suppressed`, table(names, rows, ROOM.suppressed))];
};

const resolvedPart: Part = (report, { findings }) => {
  const ours = findings.filter(({ standing }) => standing === 'resolved');
  if (ours.length === 0) return [];
  const rows = ours.map(({ finding }) => [
    subjectText(finding.subject, report),
    finding.check,
    finding.resolution ?? '',
    finding.severity,
  ]);
  const names = ['subject', 'check', 'because', 'was'];
  return [folded(`${ours.length} resolved`, table(names, rows, ROOM.resolved))];
};

const documentPart: Part = ({ documents }) =>
  documents.length === 0
    ? []
    : [
        folded(
          `${documents.length} documents of intent and acceptance`,
          table(
            ['document', 'status', 'matches', 'expires', 'matches nothing', 'stands at'],
            documents.map(({ kind, name, status, matched, expires, idle, source }) => [
              `${kind} ${name}`,
              status,
              `${matched}`,
              expires ?? 'never',
              idle.join(', '),
              source,
            ]),
            ROOM.documents,
          ),
        ),
      ];

const checkPart: Part = ({ checks }) => [
  folded(
    `${counted(checks.length, 'check')} ran`,
    table(
      [
        'check',
        'true when compliant',
        'judged',
        'compliant',
        'in violation',
        'unknown',
        'settling',
        'not applicable',
      ],
      checks
        .toSorted((a, b) => compareText(a.reference, b.reference) || compareText(a.id, b.id))
        .map((row) => [
          row.reference,
          row.title,
          `${row.judged}`,
          `${row.compliant}`,
          `${row.violations}`,
          `${row.unknown}`,
          `${row.settling}`,
          `${row.notApplicable}`,
        ]),
      ROOM.checks,
    ),
  ),
];

/** Incomplete ones first: what is cut off is complete. */
const inputPart: Part = ({ inputs }) => [
  folded(
    `${counted(inputs.length, 'input')} read`,
    table(
      ['input', 'items', 'complete', 'read', 'sha256'],
      inputs
        .toSorted((a, b) => Number(a.complete) - Number(b.complete))
        .map(({ source, items, complete, readAt, sha256 }) => [
          source,
          `${items}`,
          complete ? 'yes' : 'no',
          readAt === null ? '' : spoken(readAt),
          sha256,
        ]),
      ROOM.inputs,
    ),
  ),
];

/** What stands below the findings, in the order of reading. */
export const PARTS: readonly Part[] = [
  unknownPart,
  gapPart,
  settlingPart,
  suppressedPart,
  resolvedPart,
  documentPart,
  checkPart,
  inputPart,
];
