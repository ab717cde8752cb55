import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll } from '@jest/globals';
import { type HtmlReport, renderHtml } from '../../shared/core/render/index.ts';
import { run, snapshot } from '../cli/fake-host.ts';
import { aBlockedCell, aCell, aDoor, aMatrix, anUnknownCell } from '../support/matrix.ts';
import {
  aFindingRow,
  aGap,
  anInput,
  anUnknownRow,
  aPopulation,
  aReport,
  aSettlingRow,
  TAKEN_AT,
} from '../support/report.ts';

const folder = mkdtempSync(join(tmpdir(), 'podfence-browser-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let files = 0;

/** Puts a page where a browser can open it; its URL. */
export function saved(html: string): string {
  const path = join(folder, `report-${(files += 1)}.html`);
  writeFileSync(path, html);
  return pathToFileURL(path).href;
}

export const htmlOf = (input: Partial<HtmlReport> = {}): string =>
  [
    ...renderHtml({
      report: aReport(),
      matrix: aMatrix(),
      catalogue: [],
      now: Date.parse(TAKEN_AT),
      narrowedTo: [],
      ...input,
    }),
  ].join('');

/** The report of an example, as the command writes it. */
export async function exampleHtml(name: 'before' | 'after' | 'drifted'): Promise<string> {
  const { stdout, stderr } = await run(['audit', ...snapshot(name), '--format', 'html']);
  if (stderr !== '') throw new Error(stderr);
  return stdout;
}

const many = <T>(count: number, make: (index: number) => T): readonly T[] =>
  Array.from({ length: count }, (_, index) => make(index));

/** Sixty findings, a hundred workloads, a dozen stores; every kind of row, every class of pair. */
export function largeHtml(): string {
  const stores = many(12, (index) =>
    aDoor({ store: `arn:store-${index}`, name: `store-${index}` }),
  );
  const kinds = [aCell, aBlockedCell, anUnknownCell, () => aCell({ intended: false })];
  const cells = many(100, (index) => ({
    ...(kinds[index % kinds.length] ?? aCell)(),
    namespace: `team-${index % 9}`,
    workload: `Deployment/w-${index}`,
    store: `arn:store-${index % 12}`,
  })).toSorted((a, b) => (a.namespace < b.namespace ? -1 : 1));
  const findings = many(60, (index) =>
    aFindingRow({
      id: `podfence/a-check/${index.toString(16).padStart(32, '0')}`,
      check: index % 3 === 0 ? 'a-check' : 'branch-eni-carries-declared-groups',
      severity: (['critical', 'high', 'medium', 'low', 'info'] as const)[index % 5] ?? 'low',
      state: index % 4 === 0 ? 'persisting' : 'raised',
      suppressedBy: index === 7 ? 'known' : null,
      subject: {
        kind: 'workload-store',
        cluster: aReport().clusters[0]?.arn ?? '',
        namespace: `team-${index % 9}`,
        name: `Deployment/w-${index}`,
        id: `arn:store-${index % 12}`,
      },
    }),
  );
  const report = aReport({
    findings,
    checks: [aPopulation()],
    unknowns: many(40, (index) =>
      anUnknownRow({
        subject: {
          kind: 'workload',
          cluster: 'arn:c',
          namespace: 'team-1',
          name: `Deployment/u-${index}`,
        },
      }),
    ),
    settling: [aSettlingRow()],
    gaps: [aGap()],
    inputs: many(30, (index) => anInput({ source: `k8s/${index}.json` })),
    summary: {
      ...aReport().summary,
      bySeverity: { info: 12, low: 12, medium: 11, high: 12, critical: 12 },
    },
  });
  return htmlOf({ report, matrix: aMatrix({ stores, cells: cells as never }) });
}

/** What would run if any of it were taken for markup, and what is too long for any line. */
const ATTACKS = [
  '<script>alert("script")</script>',
  '"><img src=x onerror=alert("attribute")>',
  "'><svg onload=alert('svg')>",
  '</title></style></script><script>alert("closed")</script>',
  '</text></svg><script>alert("picture")</script>',
  'javascript:alert("link")',
  '<a href="javascript:alert(1)" autofocus onfocus=alert("focus")>x</a>',
  '<!--',
  ']]>',
  '<details ontoggle=alert("toggle") open>',
  '{{constructor.constructor("alert(1)")()}}',
  '\u202e\u2066evil\u200b',
  `Z${'\u0301'.repeat(400)}`,
  'x'.repeat(4000),
  'عربي עברית',
  '\ud800',
];

/** A report with an attack in every field that is text. */
export function hostileHtml(): string {
  let turn = 0;
  const text = (): string => ATTACKS[(turn += 1) % ATTACKS.length] ?? '';
  const list = (): readonly string[] => ATTACKS.map(text);
  const subject = () =>
    ({
      kind: 'workload-store',
      cluster: text(),
      namespace: text(),
      name: text(),
      id: text(),
    }) as const;
  const findings = many(ATTACKS.length, (index) =>
    aFindingRow({
      id: `podfence/a-check/${index.toString(16).padStart(32, '0')}`,
      check: text(),
      title: text(),
      subject: subject(),
      message: text(),
      expected: list(),
      observed: list(),
      evidence: ATTACKS.map(() => ({ kind: 'note', id: text(), detail: text(), more: list() })),
      fix: { summary: text(), commands: list() },
      attribution: { actor: text(), event: text(), at: TAKEN_AT },
      suppressedBy: index % 4 === 0 ? text() : null,
    }),
  );
  const stores = many(8, (index) =>
    aDoor({ store: `${index}${text()}`, name: text(), engine: text() }),
  );
  const cells = stores.flatMap(({ store }) =>
    many(3, (index) =>
      (index === 0 ? aBlockedCell : aCell)({
        store,
        namespace: `${index}${text()}`,
        workload: text(),
        through: text(),
        egressRules: list(),
        denials: [{ code: text(), direction: 'egress', component: text() }],
        intended: index < 2,
      }),
    ),
  );
  const report = aReport({
    clusters: many(2, (index) => ({
      arn: `${index}${text()}`,
      name: text(),
      region: text(),
      accountId: text(),
      enforcingMode: 'strict' as const,
    })),
    findings,
    unknowns: [anUnknownRow({ check: text(), subject: subject(), missing: list() })],
    settling: [aSettlingRow({ check: text(), subject: subject() })],
    gaps: [aGap({ source: text(), item: text(), detail: text(), effect: text() })],
    inputs: ATTACKS.map((source) => anInput({ source })),
    checks: [aPopulation({ id: text(), reference: text(), title: text(), references: list() })],
    configuration: {
      stores: [],
      storesLeftOut: list(),
      checksOff: [{ id: text(), reference: text() }],
      settings: ATTACKS.map((value) => ({ name: text(), value })),
    },
    documents: [
      {
        kind: 'Suppression',
        name: text(),
        source: text(),
        expires: null,
        status: 'active',
        matched: 1,
        idle: list(),
      },
    ],
    tool: { version: text() },
  });
  return htmlOf({ report, matrix: aMatrix({ stores, cells }), narrowedTo: list() });
}
