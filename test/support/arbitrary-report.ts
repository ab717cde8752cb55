import * as fc from 'fast-check';
import {
  CAUSES,
  SEVERITIES,
  type Subject,
  SUBJECT_FIELDS,
  type SubjectKind,
  UNKNOWN_REASONS,
} from '../../shared/core/model/index.ts';
import {
  type AuditReport,
  type ClusterHead,
  type ConfigurationRow,
  DOCUMENT_STATUSES,
  type DocumentRow,
  type FindingRow,
  type GapRow,
  type InputRow,
  type PopulationRow,
  toIso,
  type UnknownRow,
} from '../../shared/core/render/index.ts';

/** What has deceived readers of one format or another. */
const DECEIVERS = [
  '=1+1',
  '+SUM(A1)',
  '-2+3',
  '@SUM(A1)',
  '\t=1',
  '\r=1',
  ' =1',
  '\u3000=1',
  '＝1',
  '－1',
  '﹢1',
  'a;=1',
  "'=1",
  '"',
  '","',
  'a\nb',
  '\r\n\r\n',
  ']]>',
  '<![CDATA[',
  '<!--',
  '-->',
  '<script>alert(1)</script>',
  '</details>',
  '</failure></testcase>',
  '&lt;',
  '&#60;',
  '&undefined;',
  '<?xml?>',
  '`',
  '```',
  '``` sh',
  '~~~',
  '|',
  '\\|',
  '\\',
  '# title',
  '- item',
  '1. item',
  '> quote',
  '---',
  '===',
  '**bold**',
  '_em_',
  '~~gone~~',
  '![x](https://example.com/x.png)',
  '[x](javascript:alert(1))',
  '[x][y]',
  '[x]: https://example.com',
  '<https://example.com>',
  'https://example.com/a',
  'http://example.com',
  'www.example.com',
  'mailto:a@example.com',
  'a@example.com',
  '@everyone',
  'owner/repository#12',
  '#12',
  'GH-12',
  ':+1:',
  '$x$',
  '[^1]',
  '{0}',
  '{{',
  '%0a',
  '../../etc/passwd',
  'c:\\x',
  '\u0000',
  '\u001b[2J',
  '\u0085',
  '\u202ex',
  '\u200b',
  '\ufeff',
  '\ufffe',
  '\uffff',
  '\ud800',
  '\udc00x',
  '\u{1fffe}',
  '\u{e0041}',
  '__proto__',
  'constructor',
  '',
  ' ',
  '    four',
  'null',
];

/** Text as an attacker would have it: a deceiver, bytes of any kind, or both. */
export const hostileText = (): fc.Arbitrary<string> =>
  fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...DECEIVERS) },
    { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 20 }) },
    {
      weight: 3,
      arbitrary: fc
        .array(fc.oneof(fc.constantFrom(...DECEIVERS), fc.string({ maxLength: 4 })), {
          minLength: 2,
          maxLength: 5,
        })
        .map((parts) => parts.join('')),
    },
    { weight: 1, arbitrary: fc.constantFrom(...DECEIVERS).map((text) => text.repeat(700)) },
  );

const few = <T>(one: fc.Arbitrary<T>): fc.Arbitrary<readonly T[]> =>
  fc.array(one, { maxLength: 3 });
const count = (): fc.Arbitrary<number> => fc.nat({ max: 1000 });
const time = (): fc.Arbitrary<string> => fc.nat().map((at) => toIso(at * 1000));
const texts = (): fc.Arbitrary<readonly string[]> => few(hostileText());

const subject = (): fc.Arbitrary<Subject> => {
  const kinds: readonly SubjectKind[] = [
    'cluster',
    'node-group',
    'node',
    'policy',
    'workload',
    'workload-store',
    'store',
    'store-rule',
    'store-group',
    'policy-store',
    'group',
    'group-rule',
    'interfaces',
  ];
  const fields = fc.record({
    cluster: hostileText(),
    namespace: hostileText(),
    name: hostileText(),
    id: hostileText(),
    group: hostileText(),
    rule: hostileText(),
  });
  return fc.tuple(fc.constantFrom(...kinds), fields).map(([kind, values]) => {
    const named: Readonly<Record<string, string>> = values;
    const own = SUBJECT_FIELDS[kind].map((name) => [name, named[name]]);
    // The fields of its kind and no others, as the model has them.
    return { kind, cluster: values.cluster, ...Object.fromEntries(own) } as Subject;
  });
};

const about = () => ({ check: hostileText(), subject: subject() });

const finding = (): fc.Arbitrary<FindingRow> =>
  fc.record({
    id: fc.oneof(
      hostileText(),
      fc.uuid().map((uid) => `podfence/a-check/${uid}`),
    ),
    ...about(),
    severity: fc.constantFrom(...SEVERITIES),
    title: hostileText(),
    verdict: fc.constant('violation'),
    state: fc.constantFrom('raised', 'changed', 'persisting', 'resolved', 'held'),
    resolution: fc.constantFrom('compliant', 'subject-gone', 'not-applicable', null),
    causes: few(fc.constantFrom(...CAUSES)),
    message: hostileText(),
    expected: texts(),
    observed: texts(),
    evidence: few(
      fc.record({
        kind: fc.constantFrom('pod', 'interface', 'rule', 'policy', 'note'),
        id: hostileText(),
        detail: fc.oneof(hostileText(), count(), fc.boolean(), fc.constant(null), texts()),
      }),
    ),
    fix: fc.record({ summary: hostileText(), commands: texts() }),
    attribution: fc.option(
      fc.record({ actor: hostileText(), event: hostileText(), at: fc.option(time()) }),
    ),
    firstSeen: time(),
    lastSeen: time(),
    suppressedBy: fc.option(hostileText()),
  });

const unknown = (): fc.Arbitrary<UnknownRow> =>
  fc.record({ ...about(), reasons: few(fc.constantFrom(...UNKNOWN_REASONS)), missing: texts() });

const population = (): fc.Arbitrary<PopulationRow> =>
  fc.record({
    id: hostileText(),
    reference: hostileText(),
    judged: count(),
    compliant: count(),
    violations: count(),
    unknown: count(),
    settling: count(),
    notApplicable: count(),
    title: hostileText(),
    severity: fc.constantFrom(...SEVERITIES),
    references: few(fc.oneof(hostileText(), fc.constant('https://docs.aws.amazon.com/x'))),
  });

const input = (): fc.Arbitrary<InputRow> =>
  fc.record({
    source: hostileText(),
    sha256: fc.string({
      unit: fc.constantFrom('0', '7', 'a', 'f'),
      minLength: 64,
      maxLength: 64,
    }),
    readAt: fc.option(time()),
    items: count(),
    complete: fc.boolean(),
  });

const gap = (): fc.Arbitrary<GapRow> =>
  fc.record(
    {
      source: hostileText(),
      item: hostileText(),
      reason: fc.constantFrom('missing', 'denied', 'truncated', 'malformed', 'reported'),
      detail: hostileText(),
      effect: hostileText(),
    },
    { requiredKeys: ['source', 'reason', 'detail', 'effect'] },
  );

const document = (): fc.Arbitrary<DocumentRow> =>
  fc.record({
    kind: fc.constantFrom('DataStoreAccess', 'Suppression'),
    name: hostileText(),
    source: fc.oneof(
      hostileText(),
      hostileText().map((text) => `${text}:7`),
    ),
    expires: fc.option(time().map((iso) => iso.slice(0, '2027-01-31'.length))),
    status: fc.constantFrom(...DOCUMENT_STATUSES),
    matched: count(),
    idle: texts(),
  });

const configuration = (): fc.Arbitrary<ConfigurationRow> =>
  fc.record({
    stores: texts(),
    storesLeftOut: texts(),
    checksOff: few(fc.record({ id: hostileText(), reference: hostileText() })),
    settings: few(
      fc.record({
        name: hostileText(),
        value: fc.oneof(hostileText(), count(), texts(), fc.dictionary(hostileText(), texts())),
      }),
    ),
  });

const cluster = (): fc.Arbitrary<ClusterHead> =>
  fc.record({
    arn: hostileText(),
    name: hostileText(),
    region: fc.option(hostileText()),
    accountId: fc.option(hostileText()),
    enforcingMode: fc.constantFrom('strict', 'standard', 'mixed', 'unknown'),
  });

const coverage = () =>
  fc.record({
    judged: count(),
    unknown: count(),
    settling: count(),
    percent: fc.nat({ max: 10_000 }).map((share) => share / 100),
  });

const summary = (): fc.Arbitrary<AuditReport['summary']> =>
  fc.record({
    bySeverity: fc.record({
      info: count(),
      low: count(),
      medium: count(),
      high: count(),
      critical: count(),
    }),
    byCheck: fc.constant({}),
    raised: count(),
    changed: count(),
    persisting: count(),
    resolved: count(),
    held: count(),
    suppressed: count(),
    unknown: count(),
    settling: count(),
  });

/** A report with hostile text in every field that is not of a closed list. The same finding is there once. */
export const arbitraryReport = (): fc.Arbitrary<AuditReport> =>
  fc.record({
    schemaVersion: fc.constant(1),
    kind: fc.constant('AuditReport'),
    takenAt: time(),
    clusters: few(cluster()),
    coverage: coverage(),
    gaps: few(gap()),
    summary: summary(),
    findings: few(finding()),
    unknowns: few(unknown()),
    settling: few(fc.record({ ...about(), since: time(), until: time() })),
    checks: fc.uniqueArray(population(), { maxLength: 3, selector: ({ id }) => id }),
    inputs: few(input()),
    configuration: configuration(),
    documents: few(document()),
    tool: fc.record({ version: hostileText() }),
  });
